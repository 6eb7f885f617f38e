import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { Report } from './report/report.ts';
import { runBench } from './run-bench.ts';
import { compare } from './scenarios/compare.ts';
import type { Scenario } from './scenarios/bench.ts';
import { reserving } from './scenarios/reserve.ts';
import { startBaseline } from './systems/baseline.ts';
import { startLastpair } from './systems/lastpair.ts';
import type { System } from './systems/system.ts';

const how = { commands: 60, stock: 20, pace: { kind: 'open', overMs: 200 }, watchers: 5 } as const;

/** A store, and one whose database says something else than it told its shoppers. */
const tiny: Scenario = {
  name: 'tiny',
  what: 'sixty shoppers for twenty pairs while five watch',
  quick: true,
  seconds: 60,
  goals: () => [],
  async run(bench) {
    await using lastpair = await startLastpair(bench.ground, { queue: bench.queue });
    await using rival = await startBaseline(bench.ground, 'B2');
    const lying: System = {
      ...lastpair,
      check: (dropIds, [result], views) => {
        result!.status.reverse();
        return lastpair.check(dropIds, [result!], views);
      },
    };
    // One block, however noisy: nothing is concluded from it.
    return await compare({ ...bench, until: 0 }, [
      reserving(bench, 'lastpair', lastpair, how),
      reserving(bench, 'over REST', lastpair.overRest(), { ...how, watchers: 0 }),
      reserving(bench, 'B2', rival, how),
      reserving(bench, 'lying', lying, how),
    ]);
  },
};

test('a tiny benchmark from Postgres to report: all are answered and shown the truth, and a lie is caught', async () => {
  const out = mkdtempSync(path.join(tmpdir(), 'lastpair-bench-test-'));
  try {
    const options = { size: 'quick', only: ['tiny'], seed: 1, blocks: 1, out } as const;
    const code = await runBench({ ...options, only: ['tiny'] }, { say: () => {}, from: [tiny] });
    expect(code).toBe(1);
    const report = JSON.parse(readFileSync(path.join(out, 'report.json'), 'utf8')) as Report;
    const [scenario] = report.scenarios;
    expect(scenario!.error).toBeUndefined();
    expect(scenario!.samples.map(({ variant }) => variant)).toEqual([
      'lastpair',
      'over REST',
      'B2',
      'lying',
    ]);
    for (const { variant, values, violations } of scenario!.samples) {
      expect(values).toMatchObject({ accepted: 20, refused: 40 });
      expect(values['cpu api us']).toBeGreaterThan(0);
      expect(values['cpu postgres us']).toBeGreaterThan(0);
      expect(values['p99 ms']).toBeGreaterThan(0);
      if (variant === 'lying') expect(violations.join()).toMatch(/answers say something else/);
      else expect([variant, violations]).toEqual([variant, []]);
      if (variant !== 'over REST') expect(values['views shown']).toBeGreaterThanOrEqual(5);
    }
    expect(readFileSync(path.join(out, 'report.html'), 'utf8')).toContain('<svg');
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
});
