import type { Client } from 'pg';
import { collectAnswers } from '../check/answers.ts';
import { checkBooks } from '../check/check-lastpair.ts';
import { withClient } from '../ground.ts';
import type { Sample } from '../measure/blocks.ts';
import { cpuBetween, readCpu } from '../measure/cpu.ts';
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
const LOOK_LIMIT_MS = 60_000;
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
  const usage = watchUsage([...lastpair.components(), { name: 'crowd', pids: [crowd.pid] }]);

  return withClient(lastpair.databaseUrl, async (client) => {
    let everybodyWasThere = false;
    const reserving = crowd.run({ kind: 'open', seed, overMs: 1_000 }).then(async (result) => {
      everybodyWasThere = true;
      if (kill) await killInTheMiddle(lastpair, dropId);
      return result;
    });
    const sights = await watchLog(client, dropId, () => everybodyWasThere);
    const result = await reserving;
    // Before the look-ups below, which are not the store's.
    const { cpuUs, foreign, steal } = usage();
    await crowd.disconnect();
    const due = await dueTimes(client, dropId);
    const late = await latenesses(client, dropId, due, sights);
    const dueAt = [...due.values()];
    const violations = [
      ...collectAnswers([result]).wrong,
      ...(result.troubles.first ? [`trouble: ${result.troubles.first}`] : []),
      ...(await checkBooks(client, dropIds)),
      ...(late.length === due.size
        ? []
        : [`${due.size - late.length} pairs did not expire within ${LOOK_LIMIT_MS / 1_000} s`]),
    ];
    return {
      values: {
        expired: late.length,
        'due within ms': Math.max(...dueAt) - Math.min(...dueAt),
        'late p50 ms': percentile(late, 50),
        'late p99 ms': percentile(late, 99),
        'late max ms': percentile(late, 100),
        // For each pair, from its reservation to its expiry.
        ...Object.fromEntries([...cpuUs].map(([name, us]) => [`cpu ${name} us`, us / people])),
      },
      violations,
      // Those who are killed are counted out, and those who come instead were not counted in.
      noise: kill ? [] : noiseOfUsage({ foreign, steal }),
    };
  });
}

/** When each reservation of a drop was due, by its id, in epoch milliseconds. */
async function dueTimes(client: Client, dropId: string): Promise<Map<string, number>> {
  const { rows } = await client.query<{ id: string; due: number }>(
    `select id, extract(epoch from expires_at)::float8 * 1000 as due from reservation
    where drop_id = $1`,
    [dropId],
  );
  return new Map(rows.map(({ id, due }) => [id, due]));
}

/** Looks at a drop as fast as it can be asked until nothing of it is held any more, once `begun`, or for LOOK_LIMIT_MS. */
async function watchLog(client: Client, dropId: string, begun: () => boolean): Promise<Sight[]> {
  const sights: Sight[] = [];
  const deadline = performance.now() + LOOK_LIMIT_MS;
  let held = true;
  while (performance.now() < deadline && (held || !begun())) {
    const { rows } = await client.query<Sight & { held: boolean }>({
      name: 'look',
      text: `select d.seq::float8 as seq, extract(epoch from clock_timestamp())::float8 * 1000 as at,
          s.reserved > 0 as held
        from "drop" d join drop_size s on s.drop_id = d.id where d.id = $1`,
      values: [dropId],
    });
    const sight = rows[0];
    if (sight && sight.seq !== sights.at(-1)?.seq) sights.push(sight);
    held = sight?.held ?? false;
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  return sights;
}

/** How late each expiry was, sorted: from the deadline to when it was first seen to be committed. */
async function latenesses(
  client: Client,
  dropId: string,
  due: ReadonlyMap<string, number>,
  sights: readonly Sight[],
): Promise<number[]> {
  const { rows } = await client.query<{ seq: number; id: string }>(
    `select seq::float8 as seq, payload as id from outcome
    where drop_id = $1 and kind = 'expire' and result->>'status' = 'accepted' order by seq`,
    [dropId],
  );
  let next = 0;
  return rows
    .flatMap(({ seq, id }) => {
      while (next < sights.length && sights[next]!.seq < seq) next += 1;
      const sight = sights[next];
      const dueAt = due.get(id);
      return sight && dueAt !== undefined ? [sight.at - dueAt] : [];
    })
    .toSorted((one, other) => one - other);
}

/**
 * Kills, half a second after the first deadline, the worker that has worked most so far, which is the one that owns the
 * drop's lane.
 */
async function killInTheMiddle(lastpair: Lastpair, dropId: string): Promise<void> {
  const { workers } = lastpair.store;
  const times = readCpu(workers.map(({ name, pid = 0 }) => ({ name, pids: [pid] })));
  const used = cpuBetween(new Map(), times);
  const [busiest] = workers.toSorted(
    (one, other) => (used.get(other.name) ?? 0) - (used.get(one.name) ?? 0),
  );
  const inMs = await withClient(lastpair.databaseUrl, async (client) => {
    const { rows } = await client.query<{ in_ms: number }>(
      `select extract(epoch from min(expires_at) - clock_timestamp())::float8 * 1000 as in_ms
      from reservation where drop_id = $1`,
      [dropId],
    );
    return rows[0]?.in_ms ?? 0;
  });
  await new Promise((resolve) => setTimeout(resolve, Math.max(0, inMs + KILL_AFTER_MS)));
  busiest?.kill('SIGKILL');
}

const peopleOf = ({ size }: Pick<Bench, 'size'>): number => (size === 'quick' ? 2_000 : 10_000);
const lateness = { id: 'G5', of: 'lastpair', better: 'less', unit: 'ms' } as const;

/** Everything falls due at once. */
export const expiry: Scenario = {
  name: 'expiry',
  what: '10,000 reservations fall due within a second, beside a million finished ones (quick: 2,000 beside none)',
  quick: false,
  seconds: 60,
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
  seconds: 60,
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
