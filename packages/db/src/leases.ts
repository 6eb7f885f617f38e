import { Client } from 'pg';

/** The namespaces of our advisory locks, so that they meet nobody else's: of what is leased, and of who takes part. */
const NAMESPACES = {
  lanes: { leases: 7_201, processes: 7_202 },
  taps: { leases: 7_203, processes: 7_204 },
} as const;

/**
 * A process asks something of its leases five times a second. One that is silent for this long is frozen or cut off, and
 * the server ends its session, so that what it had goes to others.
 */
export const SILENT_MS = 2_000;

/**
 * Exclusive leases on lanes or taps, by number, held as session advisory locks: whoever dies gives them back at once, because its
 * connection dies with it. Needs a direct connection, not a pooler in transaction mode.
 */
export type Leases = {
  /** True when it is now this process's. */
  take(number: number): Promise<boolean>;
  giveBack(number: number): Promise<void>;
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
  what: keyof typeof NAMESPACES = 'lanes',
): Promise<Leases> {
  const locks = NAMESPACES[what];
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
  await client.query('select pg_advisory_lock_shared($1, 0)', [locks.processes]);

  return {
    async take(number) {
      const { rows } = await client.query<{ taken: boolean }>(
        'select pg_try_advisory_lock($1, $2) as taken',
        [locks.leases, number],
      );
      return rows[0]?.taken ?? false;
    },
    async giveBack(number) {
      await client.query('select pg_advisory_unlock($1, $2)', [locks.leases, number]);
    },
    async countProcesses() {
      const { rows } = await client.query<{ count: number }>(
        `select count(*)::int as count from pg_locks
         where locktype = 'advisory' and classid = $1 and granted
           and database = (select oid from pg_database where datname = current_database())`,
        [locks.processes],
      );
      return rows[0]?.count ?? 1;
    },
    async leave() {
      await client.query('select pg_advisory_unlock_shared($1, 0)', [locks.processes]);
    },
    async close() {
      closing = true;
      await client.end().catch(() => undefined);
    },
  };
}
