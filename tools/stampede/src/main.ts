import { closingWords } from './closing-words.ts';
import { HELP } from './help.ts';
import { parseOptions } from './options.ts';
import { PlainError } from './plain-error.ts';
import { createProgress } from './progress.ts';
import { runStampede } from './run-stampede.ts';
import { StoreError } from './store-error.ts';
import { tablesOf } from './tables.ts';

/** Runs the command line and gives its exit code: 0 well, 1 the store is not, 2 it could not be run. */
async function main(argv: readonly string[]): Promise<number> {
  const options = parseOptions(argv);
  if (options === 'help') {
    process.stdout.write(HELP);
    return 0;
  }
  const progress = createProgress();
  const { result, driftBefore } = await runStampede(options, progress);
  const colours = process.stdout.isTTY && !process.env['NO_COLOR'];
  progress.say(tablesOf(result, colours));
  for (const line of closingWords(result, driftBefore)) progress.say(line);
  if (options.json) progress.say(JSON.stringify(result));
  return result.ok ? 0 : 1;
}

// Whoever reads along may stop reading, as `head` does.
process.stdout.on('error', () => {});
try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  const plain = error instanceof PlainError || error instanceof StoreError;
  process.stderr.write(`${plain ? error.message : (error as Error).stack}\n`);
  process.exitCode = 2;
}
