export type {
  LaneHandler,
  LaneQueue,
  LaneResult,
  LaneWorker,
  OrderJob,
  OrderQueue,
} from './backend.ts';
export { openRoad } from './open-road.ts';
export type { Road, RoadOptions } from './open-road.ts';
export type { OrderRoad } from './order-road.ts';
