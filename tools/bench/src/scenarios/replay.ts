import { STATUS } from '../generator/lines.ts';
import type { RunResult } from '../generator/messages.ts';
import type { Sample } from '../measure/blocks.ts';
import { measureRun } from '../measure/measure-run.ts';
import { noiseOfRun } from '../measure/noise.ts';
import { SIZE, startLastpair } from '../systems/lastpair.ts';
import type { Lastpair } from '../systems/lastpair.ts';
import type { Bench, Scenario } from './bench.ts';
import { compare } from './compare.ts';
import { valuesOf } from './reserve.ts';

const PEOPLE = 5_000;
const pace = { kind: 'closed', inFlight: 256 } as const;

/** Everybody sends again what they have sent, with the ids that it had. */
async function replayOnce(bench: Bench, lastpair: Lastpair): Promise<Sample> {
  const { crowd } = bench;
  await lastpair.signIn(PEOPLE);
  const dropIds = await lastpair.open({ stock: PEOPLE / 2 }, 1);
  const asking = { count: PEOPLE, people: PEOPLE, dropIds, size: SIZE, as: 'trpc' } as const;
  await crowd.connect({ targets: lastpair.commandTargets(), lines: PEOPLE });
  try {
    await crowd.prepare(asking);
    const first = await crowd.run(pace);
    await crowd.prepare({ ...asking, commandIds: first.commandIds });
    const { measured, result } = await measureRun(crowd, pace, lastpair.components());
    const violations = await lastpair.check(dropIds, [first], []);
    const changed = countChanged(first, result);
    if (changed > 0)
      violations.push(`${changed} repeated commands had another answer than at first`);
    return { values: valuesOf(measured), violations, noise: noiseOfRun(measured, pace.kind) };
  } finally {
    await crowd.disconnect();
  }
}

/** How many answers differ between two runs of the same commands. */
export function countChanged(first: RunResult, again: RunResult): number {
  let changed = 0;
  for (let k = 0; k < first.status.length; k += 1) {
    const same = first.status[k] === again.status[k] && first.seq[k] === again.seq[k];
    if (!same || first.status[k] === STATUS.unanswered) changed += 1;
  }
  return changed;
}

/** What a storm of retries costs. */
export const replay: Scenario = {
  name: 'replay',
  what: '5,000 commands are sent again with the ids they had, and must have the answers they had',
  quick: false,
  seconds: 20,
  goals: () => [],
  async run(bench) {
    await using lastpair = await startLastpair(bench.ground, { queue: bench.queue });
    return await compare(bench, [{ name: 'lastpair', run: () => replayOnce(bench, lastpair) }]);
  },
};
