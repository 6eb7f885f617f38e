import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { rollingRestart } from './faults/process-faults.ts';
import { percentile } from './report/percentile.ts';
import { runRehearsal } from './run-rehearsal.ts';

const SHOPPERS = 100;
/** At most: it is over when each has been restarted. */
const MINUTES = 3;
/** With its start, its end and the reading of its record, on a machine that stands still now and then. */
const LIMIT_MS = 400_000;
const redisServer = [process.env['REDIS_SERVER'], '/usr/bin/redis-server']
  .filter((file) => file !== undefined)
  .find((file) => existsSync(file));

/** A sale in which each process is restarted in turn, and the verdict on its record. */
async function restartAll(backend: 'postgres' | 'redis'): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'lastpair-rolling-'));
  try {
    const { verdict } = await runRehearsal(
      {
        minutes: MINUTES,
        seed: 7,
        backend,
        shoppers: SHOPPERS,
        folder,
        redisServer,
        faults: rollingRestart,
      },
      () => {},
    );
    const { violations, commands, waits, faults } = verdict;
    expect(violations).toEqual([]);
    expect(commands).toBeGreaterThan(SHOPPERS * 5);
    expect(new Set(faults.map(({ kind }) => kind)).size).toBe(rollingRestart.length);
    console.info(
      `${backend}: ${commands} commands, ${faults.length} restarts, waits p50 ${percentile(waits.felt, 0.5)}, p99 ${percentile(waits.felt, 0.99)}, at most ${waits.felt.at(-1)} ms`,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

test(
  'every process restarted in turn under load costs nothing but time (lanes on Postgres)',
  { timeout: LIMIT_MS },
  () => restartAll('postgres'),
);

test.runIf(redisServer)(
  'every process restarted in turn under load costs nothing but time (lanes on Redis)',
  { timeout: LIMIT_MS },
  () => restartAll('redis'),
);
