export { createAskDrops } from './ask-drops.ts';
export { carryOrder } from './carry-order.ts';
export type { Carrier } from './carry-order.ts';
