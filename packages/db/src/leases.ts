import { Client } from 'pg';

/** The namespaces of our advisory locks, so that they meet nobody else's. */
const LANE_LOCKS = 7_201;
const PROCESS_LOCKS = 7_202;

/**
 * A process asks something of its leases five times a second. One that is silent for this long is frozen or cut off, and
 * the server ends its session, so that its lanes go to others.
 */
const SILENT_MS = 2_000;

/**
 * Exclusive leases on lanes, held as session advisory locks: whoever dies gives them back at once, because its
 * connection dies with it. Needs a direct connection, not a pooler in transaction mode.
 */
export type Leases = {
  /** True when the lane is now this process's. */
  take(lane: number): Promise<boolean>;
  giveBack(lane: number): Promise<void>;
  /** How many processes take part, this one included. */
  countProcesses(): Promise<number>;
  /** Takes part no more: the lanes are shared among the others. */
  leave(): Promise<void>;
  close(): Promise<void>;
};

/** Opens the connection that holds the leases. `onLost` is told once, when it breaks: all leases are gone then. */
export async function openLeases(
  databaseUrl: string,
  onLost: (error: Error) => void,
): Promise<Leases> {
  const client = new Client({
    connectionString: databaseUrl,
    application_name: 'lastpair-leases',
    connectionTimeoutMillis: 2_000,
    keepAlive: true,
    // A server that does not answer holds leases nobody can see: better none than that.
    query_timeout: 3_000,
    options: `-c idle_session_timeout=${SILENT_MS}`,
  });
  let closing = false;
  client.on('error', (error) => {
    if (!closing) onLost(error);
  });
  await client.connect();
  await client.query('select pg_advisory_lock_shared($1, 0)', [PROCESS_LOCKS]);

  return {
    async take(lane) {
      const { rows } = await client.query<{ taken: boolean }>(
        'select pg_try_advisory_lock($1, $2) as taken',
        [LANE_LOCKS, lane],
      );
      return rows[0]?.taken ?? false;
    },
    async giveBack(lane) {
      await client.query('select pg_advisory_unlock($1, $2)', [LANE_LOCKS, lane]);
    },
    async countProcesses() {
      const { rows } = await client.query<{ count: number }>(
        `select count(*)::int as count from pg_locks
         where locktype = 'advisory' and classid = $1 and granted
           and database = (select oid from pg_database where datname = current_database())`,
        [PROCESS_LOCKS],
      );
      return rows[0]?.count ?? 1;
    },
    async leave() {
      await client.query('select pg_advisory_unlock_shared($1, 0)', [PROCESS_LOCKS]);
    },
    async close() {
      closing = true;
      await client.end().catch(() => undefined);
    },
  };
}
