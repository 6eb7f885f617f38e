export { COMMAND_DEADLINE_MS, decide } from './decide.ts';
export { decideBatch } from './decide-batch.ts';
export type { DropState, Held, SizeCount } from './drop-state.ts';
export { evolve } from './evolve.ts';
