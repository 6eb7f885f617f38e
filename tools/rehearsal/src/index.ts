export { runRehearsal } from './run-rehearsal.ts';
export { parseOptions } from './options.ts';
