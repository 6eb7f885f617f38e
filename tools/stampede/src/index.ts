export { createRandom, pick } from './random.ts';
export { runStampede } from './run-stampede.ts';
export { parseOptions } from './options.ts';
export type { StampedeOptions } from './options.ts';
export { createProgress } from './progress.ts';
export type { Progress, Step } from './progress.ts';
export type { Result } from './result.ts';
