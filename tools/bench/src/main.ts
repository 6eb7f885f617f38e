import { runBench } from './run-bench.ts';
import { HELP, readOptions } from './options.ts';

const calledOff = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => calledOff.abort(new Error(`called off by ${signal}`)));
}

try {
  const options = readOptions(process.argv.slice(2));
  if (options === 'help') console.log(HELP);
  else process.exitCode = await runBench(options, { signal: calledOff.signal });
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 2;
}
