import Table from 'cli-table3';
import { mutants } from './mutants.ts';
import { runTest } from './run-test.ts';
import { securityMutants } from './security-mutants.ts';
import { copySource } from './source-copy.ts';

/** Takes each guard off in a copy of the source and runs the test that must notice. Gives how many were not noticed. */
async function main(wanted: readonly string[]): Promise<number> {
  const chosen = [...mutants, ...securityMutants].filter(
    ({ name }) => wanted.length === 0 || wanted.some((word) => name.includes(word)),
  );
  const table = new Table({
    head: ['guard off', 'caught by', 'seconds', ''],
    style: { head: [], border: [] },
    chars: { mid: '', 'left-mid': '', 'mid-mid': '', 'right-mid': '' },
  });
  using copy = copySource();
  let survived = 0;
  for (const { name, patches, caughtBy } of chosen) {
    const undo = copy.patch(patches);
    const startedAt = performance.now();
    const { ran, caught, output } = await runTest(copy.folder, caughtBy);
    undo();
    const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1);
    const verdict = caught ? 'caught' : ran ? 'NOT CAUGHT' : 'THE TEST DID NOT RUN';
    if (!caught) survived += 1;
    if (!ran) process.stderr.write(`${output.slice(-3_000)}\n`);
    process.stdout.write(`${verdict}: ${name} (${seconds} s)\n`);
    const file = caughtBy.file
      .split('/')
      .at(-1)!
      .replace(/\.test\.ts$/, '');
    table.push([name, `${file}: ${caughtBy.test}`, seconds, verdict]);
  }
  process.stdout.write(
    `${table.toString()}\n${chosen.length - survived} of ${chosen.length} caught\n`,
  );
  return survived;
}

process.exitCode = (await main(process.argv.slice(2))) === 0 ? 0 : 1;
