export type { LaneHandler, LaneQueue, LaneResult, LaneWorker } from './backend.ts';
export { openRoad } from './open-road.ts';
export type { Road, RoadOptions } from './open-road.ts';
