export type {
  LaneHandler,
  LaneQueue,
  LaneResult,
  LaneWorker,
  OrderJob,
  OrderQueue,
} from './backend.ts';
export type { Chore, DeskRoad } from './desk/desk-road.ts';
export { openReadingsSender } from './desk/readings-sender.ts';
export type { ReadingsSender } from './desk/readings-sender.ts';
export { createStamps } from './desk/stamps.ts';
export { openRoad } from './open-road.ts';
export type { Road, RoadOptions } from './open-road.ts';
export type { OrderRoad } from './order-road.ts';
