import type { Client } from 'pg';
import { checkBooks } from '../check/check-lastpair.ts';
import { withClient } from '../ground.ts';
import type { Sample } from '../measure/blocks.ts';
import { readCpu } from '../measure/cpu.ts';
import { percentile } from '../measure/latency.ts';
import { noiseOfUsage } from '../measure/noise.ts';
import { watchUsage } from '../measure/usage.ts';
import { writeHistory } from '../systems/history.ts';
import { SIZE, startLastpair } from '../systems/lastpair.ts';
import type { Lastpair } from '../systems/lastpair.ts';
import type { Bench, Scenario } from './bench.ts';
import { compare } from './compare.ts';

/** Long enough that everybody has a pair before the first one is due. */
const HOLD_SECONDS = 6;
const LOOK_LIMIT_MS = 30_000;
const FINISHED_ROWS = 1_000_000;
/** Into the second in which everything falls due. */
const KILL_AFTER_MS = 500;

/** When a drop's log was seen to have reached a seq, by the database's clock in epoch milliseconds. */
type Sight = { seq: number; at: number };

/** Everybody reserves within a second and walks away; how late do the pairs come back? */
async function expireOnce(
  bench: Bench,
  lastpair: Lastpair,
  { people, kill, seed }: { people: number; kill: boolean; seed: number },
): Promise<Sample> {
  const { crowd } = bench;
  await lastpair.signIn(people);
  const dropIds = await lastpair.open({ stock: people, holdSeconds: HOLD_SECONDS }, 1, true);
  const [dropId = ''] = dropIds;
  await crowd.connect({ targets: lastpair.commandTargets(), lines: people });
  await crowd.prepare({ count: people, people, dropIds, size: SIZE, as: 'trpc' });
  const result = await crowd.run({ kind: 'open', seed, overMs: 1_000 });
  await crowd.disconnect();

  return withClient(lastpair.databaseUrl, async (client) => {
    const usage = watchUsage([...lastpair.components(), { name: 'crowd', pids: [crowd.pid] }]);
    const due = await dueTimes(client, dropId);
    const first = due[0] ?? 0;
    const last = due.at(-1) ?? 0;
    const killing = kill ? killLater(client, lastpair, first + KILL_AFTER_MS) : undefined;
    const seqs = Math.max(...result.seq) + due.length;
    const sights = await watchLog(client, dropId, seqs);
    await killing;
    const late = await latenesses(client, dropId, sights);
    const { foreign, steal } = usage();
    const violations = await checkBooks(client, dropIds);
    if (late.length !== due.length)
      violations.push(`${due.length - late.length} pairs did not expire`);
    return {
      values: {
        expired: late.length,
        'due within ms': last - first,
        'late p50 ms': percentile(late, 50),
        'late p99 ms': percentile(late, 99),
        'late max ms': percentile(late, 100),
      },
      violations,
      // Those who are killed are counted out, and those who come instead were not counted in.
      noise: kill ? [] : noiseOfUsage({ foreign, steal }),
    };
  });
}

async function dueTimes(client: Client, dropId: string): Promise<number[]> {
  const { rows } = await client.query<{ due: number }>(
    `select extract(epoch from expires_at)::float8 * 1000 as due from reservation
    where drop_id = $1 and status = 'active' order by 1`,
    [dropId],
  );
  return rows.map(({ due }) => due);
}

/** Looks at a drop as fast as it can be asked until its log has reached `seq`, or for LOOK_LIMIT_MS. */
async function watchLog(client: Client, dropId: string, seq: number): Promise<Sight[]> {
  const sights: Sight[] = [];
  const deadline = performance.now() + LOOK_LIMIT_MS;
  while (performance.now() < deadline && (sights.at(-1)?.seq ?? 0) < seq) {
    const { rows } = await client.query<Sight>({
      name: 'look',
      text: `select seq::float8 as seq, extract(epoch from clock_timestamp())::float8 * 1000 as at
        from "drop" where id = $1`,
      values: [dropId],
    });
    const sight = rows[0];
    if (sight && sight.seq !== sights.at(-1)?.seq) sights.push(sight);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  return sights;
}

/** How late each expiry was, sorted: from the deadline to when it was first seen to be committed. */
async function latenesses(
  client: Client,
  dropId: string,
  sights: readonly Sight[],
): Promise<number[]> {
  const { rows } = await client.query<{ seq: number; due: number }>(
    `select o.seq::float8 as seq, extract(epoch from r.expires_at)::float8 * 1000 as due
    from outcome o join reservation r on r.drop_id = o.drop_id and r.id = o.payload::uuid
    where o.drop_id = $1 and o.kind = 'expire' and o.result->>'status' = 'accepted' order by o.seq`,
    [dropId],
  );
  let next = 0;
  return rows
    .flatMap(({ seq, due }) => {
      while (next < sights.length && sights[next]!.seq < seq) next += 1;
      const sight = sights[next];
      return sight ? [sight.at - due] : [];
    })
    .toSorted((one, other) => one - other);
}

/** Kills the worker that has worked most so far, which is the one that owns the drop's lane. */
async function killLater(client: Client, lastpair: Lastpair, at: number): Promise<void> {
  const { rows } = await client.query<{ now: number }>(
    'select extract(epoch from clock_timestamp())::float8 * 1000 as now',
  );
  const workers = lastpair.store.workers.map((worker) => ({
    name: worker.name,
    pids: [worker.pid!],
  }));
  const used = readCpu(workers);
  const busiest = lastpair.store.workers.toSorted(
    (one, other) => (used.get(other.name) ?? 0) - (used.get(one.name) ?? 0),
  )[0];
  await new Promise((resolve) => setTimeout(resolve, Math.max(0, at - (rows[0]?.now ?? 0))));
  busiest?.kill('SIGKILL');
}

const peopleOf = ({ size }: Pick<Bench, 'size'>): number => (size === 'quick' ? 2_000 : 10_000);
const lateness = { id: 'G5', of: 'lastpair', better: 'less', unit: 'ms' } as const;

/** Everything falls due at once. */
export const expiry: Scenario = {
  name: 'expiry',
  what: '10,000 reservations fall due within a second, beside a million finished ones (quick: 2,000 beside none)',
  quick: true,
  seconds: 70,
  goals: ({ size }) => [
    {
      ...lateness,
      what: 'p99 from deadline to committed expiry',
      value: 'late p99 ms',
      floor: 100,
      aim: 30,
      told: size === 'quick',
    },
  ],
  async run(bench) {
    await using lastpair = await startLastpair(bench.ground, { queue: bench.queue });
    if (bench.size === 'full') await writeHistory(lastpair.databaseUrl, FINISHED_ROWS);
    const people = peopleOf(bench);
    return await compare(bench, [
      {
        name: 'lastpair',
        run: (seed) => expireOnce(bench, lastpair, { people, kill: false, seed }),
      },
    ]);
  },
};

/** And whoever should see to it dies in the middle of it. */
export const expiryKilled: Scenario = {
  name: 'expiry-killed',
  what: 'the same with two workers, of which the one at work is killed in the middle of that second',
  quick: false,
  seconds: 70,
  goals: () => [
    {
      ...lateness,
      what: 'latest expiry after kill -9',
      value: 'late max ms',
      floor: 2_000,
      aim: 500,
    },
  ],
  async run(bench) {
    await using lastpair = await startLastpair(bench.ground, { queue: bench.queue, workers: 2 });
    await writeHistory(lastpair.databaseUrl, FINISHED_ROWS);
    const people = peopleOf(bench);
    return await compare(bench, [
      {
        name: 'lastpair',
        run: (seed) => expireOnce(bench, lastpair, { people, kill: true, seed }),
      },
    ]);
  },
};
