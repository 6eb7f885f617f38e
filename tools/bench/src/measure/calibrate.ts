import { createHash } from 'node:crypto';
import type { Client } from 'pg';
import { withClient } from '../ground.ts';
import { percentile } from './latency.ts';

/** How fast this machine is at the moment, in milliseconds: a fixed piece of work, and a commit to its disk. */
export type Calibration = { workMs: number; commitMs: number };

const WORK = Buffer.alloc(1 << 20, 7);
const WORK_TIMES = 12;
/** The best of so many counts: whatever disturbs one of them is not what the machine can do. */
const ATTEMPTS = 8;
const COMMITS = 40;

/** Looks how fast the machine is, with nothing of the benchmark running. Takes about a quarter of a second. */
export async function calibrate(databaseUrl: string): Promise<Calibration> {
  const workMs = Math.min(...Array.from({ length: ATTEMPTS }, timeWork));
  const commitMs = await withClient(databaseUrl, async (client) => {
    await client.query('create table if not exists calibration (n integer)');
    const medians: number[] = [];
    for (let each = 0; each < ATTEMPTS; each += 1) medians.push(await timeCommits(client));
    return Math.min(...medians);
  });
  return { workMs, commitMs };
}

/** The median of some commits in a row. */
async function timeCommits(client: Client): Promise<number> {
  const times: number[] = [];
  for (let each = 0; each < COMMITS; each += 1) {
    const startedAt = performance.now();
    await client.query('insert into calibration values (1)');
    times.push(performance.now() - startedAt);
  }
  return percentile(
    times.toSorted((one, other) => one - other),
    50,
  );
}

function timeWork(): number {
  const startedAt = performance.now();
  for (let each = 0; each < WORK_TIMES; each += 1) createHash('sha256').update(WORK).digest();
  return performance.now() - startedAt;
}
