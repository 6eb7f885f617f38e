import { Client } from 'pg';
import type { Fault } from './fault.ts';

/** Runs one statement, past the wires, as an operator would. */
async function run(databaseUrl: string, statement: string): Promise<number> {
  const client = new Client({ connectionString: databaseUrl });
  // A session that ends sessions may be among them.
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query(statement)).rowCount ?? 0;
  } finally {
    await client.end().catch(() => undefined);
  }
}

const terminated = (kind: string, which: string): Fault => ({
  kind,
  async strike({ ground }) {
    const count = await run(
      ground.databaseUrl,
      `select pg_terminate_backend(pid) from pg_stat_activity
       where pid <> pg_backend_pid() and datname = current_database() and ${which}`,
    );
    return `${count} sessions`;
  },
});

const restarted = (how: 'fast' | 'immediate', kind: string): Fault => ({
  kind,
  async strike({ ground, hold }) {
    const start = await ground.stopPostgres(how);
    await hold(0, 1_500);
    await start();
    return how;
  },
});

const rowLocked: Fault = {
  kind: 'drops locked by a stranger',
  async strike({ ground, hold }) {
    const client = new Client({ connectionString: ground.databaseUrl });
    client.on('error', () => {});
    await client.connect();
    await client.query('begin');
    await client.query('select 1 from "drop" for update');
    await hold(1_000, 3_000);
    await client.query('rollback').catch(() => undefined);
    await client.end();
    return 'all drops';
  },
};

/** What can happen to Postgres and to the sessions on it. */
export const postgresFaults: Fault[] = [
  // The one that has the lock, or whoever is about to: a session of a worker's in a transaction.
  terminated(
    'session with the lock terminated',
    `pid = (select pid from pg_stat_activity where application_name = 'lastpair-hand'
      order by xact_start nulls last limit 1)`,
  ),
  terminated('all sessions terminated', 'true'),
  terminated('leases terminated', `application_name = 'lastpair-leases'`),
  restarted('fast', 'Postgres restarted'),
  restarted('immediate', 'Postgres crashed'),
  rowLocked,
];

/** What can happen to lanes and news when they are tables. */
export const postgresQueueFaults: Fault[] = [
  terminated('news sessions terminated', `application_name = 'lastpair-news'`),
  terminated('queue sessions terminated', `application_name = 'lastpair-queue'`),
  {
    kind: 'job tables emptied',
    async strike({ ground }) {
      await run(
        ground.databaseUrl,
        `do $$ begin execute (
           select 'truncate ' || string_agg(format('bullmq.%I', tablename), ', ') || ' cascade'
           from pg_tables where schemaname = 'bullmq' and tablename like '%job%');
         end $$`,
      );
      return 'all jobs';
    },
  },
];
