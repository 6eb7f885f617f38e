import type { Pool, PoolClient, QueryResult, QueryResultRow } from 'pg';
import { openPool, streamOf } from '../open-pool.ts';
import type { PoolOptions } from '../open-pool.ts';
import { INDEX_ONLY_SETTINGS, SESSION_SETTINGS } from '../session-settings.ts';

/** A statement that each connection prepares once, under its name. */
export type Statement = { name: string; text: string };

/** Sends a statement within a transaction and gives its rows. What need not be waited for may be sent one after the other. */
export type Run = <Row extends QueryResultRow = never>(
  statement: Statement,
  values: unknown[],
) => Promise<Row[]>;

/** The hand's way to Postgres: transactions whose statements travel together instead of one by one. */
export type Hand = {
  /**
   * Runs `work` in a transaction and commits all that it has sent, whether it waited for it or not. When it throws, or a
   * statement fails, nothing has happened.
   */
  transaction<T>(work: (run: Run) => Promise<T>): Promise<T>;
  destroy(): Promise<void>;
};

/** Opens the hand's pool of connections to the Postgres at `url`. */
export function openHand(url: string, options: Omit<PoolOptions, 'settings' | 'Client'>): Hand {
  const settings = { ...SESSION_SETTINGS, ...INDEX_ONLY_SETTINGS };
  const pool = openPool(url, { ...options, settings, pipeline: true });
  return {
    transaction: (work) => inTransaction(pool, work),
    destroy: () => pool.end(),
  };
}

async function inTransaction<T>(pool: Pool, work: (run: Run) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  const sent: Promise<QueryResult>[] = [];
  const send = (text: string | (Statement & { values: unknown[] })): Promise<QueryResult> => {
    gather(client);
    const answer = client.query(text);
    sent.push(answer);
    return answer;
  };
  const run = (statement: Statement, values: unknown[]): Promise<never[]> => {
    const rows = send({ ...statement, values }).then((answer) => answer.rows as never[]);
    // Whether anybody waits for it or not, the end of the transaction sees how it went.
    rows.catch(() => undefined);
    return rows;
  };
  let broken: Error | undefined;
  try {
    void send('begin');
    const result = await work(run);
    const committed = send('commit');
    for (const each of await Promise.allSettled(sent)) {
      if (each.status === 'rejected') throw each.reason;
    }
    // Postgres answers so when it had to roll back.
    if ((await committed).command !== 'COMMIT') throw new Error('the transaction was rolled back');
    return result;
  } catch (error) {
    await client.query('rollback').catch((cause: Error) => (broken = cause));
    throw error;
  } finally {
    client.release(broken);
  }
}

/** What is sent in one turn of the loop leaves in one write. */
function gather(client: PoolClient): void {
  const stream = streamOf(client);
  stream.cork();
  process.nextTick(() => stream.uncork());
}
