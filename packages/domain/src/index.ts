export { COMMAND_DEADLINE_MS, decide } from './decide.ts';
export { decideBatch } from './decide-batch.ts';
export type { DropState, Held, SizeCount } from './drop-state.ts';
export { evolve } from './evolve.ts';
export { BrokenOrder, PATIENCE_MS, learn } from './learn.ts';
export type { Fact } from './learn.ts';
export { nextAct } from './next-act.ts';
export type { Act, LineCommand, TillCall } from './next-act.ts';
export type { LineStands, OrderLineState, OrderState, OrderStep } from './order-state.ts';
