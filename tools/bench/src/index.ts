export { runBench } from './run-bench.ts';
export { readOptions } from './options.ts';
