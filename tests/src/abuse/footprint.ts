import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import type { TestStore } from '../kit/store.ts';
import { until } from '../kit/until.ts';
import { hangUp } from './ask.ts';
import { readHeap } from './read-heap.ts';

const MEBIBYTE = 1024 * 1024;
/** What a heap without garbage may grow by: compiled code, and caches that have a bound. */
const HEAP_SLACK_BYTES = 16 * MEBIBYTE;

/** What a store has and holds at one moment. */
export type Footprint = {
  processes: { pids: (number | undefined)[]; restarts: number[] };
  /** Everything that clients could have changed. */
  rows: Record<string, unknown>;
  gauges: { connections: number; watchers: number; subscribers: number; inLine: number };
  heapBytes: number;
};

const ROWS = `select
  (select count(*)::int from product) as products,
  (select coalesce(json_agg(json_build_array(id, status, seq) order by id), '[]') from "drop") as drops,
  (select coalesce(json_agg(json_build_array(drop_id, size, total, available, reserved, sold)
    order by drop_id, size), '[]') from drop_size) as sizes,
  (select count(*)::int from reservation where status = 'active') as held,
  (select count(*)::int from reservation) as reservations,
  (select count(*)::int from purchase) as purchases,
  (select count(*)::int from outcome) as outcomes,
  (select count(*)::int from shopper) as shoppers,
  (select count(*)::int from session) as sessions,
  (select count(*)::int from dead_letter) as "deadLetters"`;

/** Looks at processes, tables, streams, connections and memory. */
export async function readFootprint(store: TestStore): Promise<Footprint> {
  const { apis, workers } = store.processes;
  const [rows] = await store.database.query<Record<string, unknown>>(ROWS);
  return {
    processes: {
      pids: [...apis, ...workers].map(({ pid }) => pid),
      restarts: [...apis, ...workers].map(({ restarts }) => restarts),
    },
    rows: rows!,
    gauges: await readGauges(store),
    heapBytes: await readHeap(store),
  };
}

async function readGauges(store: TestStore): Promise<Footprint['gauges']> {
  const response = await fetch(`${store.url}/metrics`, { headers: { connection: 'close' } });
  const metrics = await response.text();
  const gauge = (name: string): number =>
    Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(metrics)?.[1]);
  return {
    connections: countConnections(store),
    watchers: gauge('lastpair_drop_watchers'),
    subscribers: gauge('lastpair_outcome_subscribers'),
    inLine: gauge('lastpair_commands_in_line'),
  };
}

/** Connections that clients have to the first api and it has not let go of, from the kernel's table: proc_net_tcp(5). */
function countConnections(store: TestStore): number {
  const port = Number(new URL(store.url).port).toString(16).toUpperCase().padStart(4, '0');
  const ESTABLISHED_OR_HALF_CLOSED = new Set(['01', '08']);
  return readFileSync('/proc/net/tcp', 'utf8')
    .split('\n')
    .filter((line) => {
      const [, local, , state] = line.trim().split(/\s+/);
      return local?.endsWith(`:${port}`) && ESTABLISHED_OR_HALF_CLOSED.has(state!);
    }).length;
}

/** Waits until the store holds no more than it did, and then expects processes, and tables unless told, as they were. */
export async function expectAsBefore(
  store: TestStore,
  before: Footprint,
  { rows = true } = {},
): Promise<void> {
  hangUp();
  await until('connections and streams to be as before', async () => {
    const gauges = await readGauges(store);
    const more = Object.entries(gauges).filter(
      ([name, value]) => value > before.gauges[name as keyof typeof gauges],
    );
    if (more.length > 0) throw new Error(`still more than before: ${JSON.stringify(more)}`);
    return true;
  });
  const after = await readFootprint(store);
  expect(after.heapBytes).toBeLessThan(before.heapBytes + HEAP_SLACK_BYTES);
  expect(after.processes).toEqual(before.processes);
  if (rows) expect(after.rows).toEqual(before.rows);
}
