import type { Pool, PoolClient, QueryResult, QueryResultRow } from 'pg';
import { openPool } from '../open-pool.ts';
import type { PoolOptions } from '../open-pool.ts';
import { INDEX_ONLY_SETTINGS, SESSION_SETTINGS } from '../session-settings.ts';
import { toParameters } from './parameters.ts';
import type { Value } from './parameters.ts';
import { Trip } from './trip.ts';
import type { Errand } from './trip.ts';

/** A statement that each connection prepares once, under its name. */
export type Statement = { name: string; text: string };

/** Sends a statement within a transaction and gives its rows. All that is sent in one turn of the loop travels together. */
export type Run = <Row extends QueryResultRow = never>(
  statement: Statement,
  values: readonly Value[],
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
  const pool = openPool(url, { ...options, settings });
  return {
    transaction: (work) => inTransaction(pool, work),
    destroy: () => pool.end(),
  };
}

const BEGIN: Statement = { name: 'begin', text: 'begin' };
const COMMIT: Statement = { name: 'commit', text: 'commit' };

async function inTransaction<T>(pool: Pool, work: (run: Run) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  const dispatch = createDispatch(client);
  const sent: Promise<QueryResult>[] = [];
  const run = (statement: Statement, values: readonly Value[]): Promise<never[]> => {
    const answer = dispatch.send(statement, values);
    sent.push(answer);
    const rows = answer.then((result) => result.rows as never[]);
    // Whether anybody waits for it or not, the end of the transaction sees how it went.
    rows.catch(() => undefined);
    return rows;
  };
  let broken: Error | undefined;
  try {
    void run(BEGIN, []);
    const result = await work(run);
    const committed = dispatch.send(COMMIT, []);
    for (const each of await Promise.allSettled([...sent, committed])) {
      if (each.status === 'rejected') throw each.reason;
    }
    // Postgres answers so when it had to roll back.
    if ((await committed).command !== 'COMMIT') throw new Error('the transaction was rolled back');
    return result;
  } catch (error) {
    dispatch.discard();
    await client.query('rollback').catch((cause: Error) => (broken = cause));
    throw error;
  } finally {
    client.release(broken);
  }
}

/** Gathers what is sent in one turn of the loop into one trip. What has not left yet can be discarded, and is never answered. */
function createDispatch(client: PoolClient) {
  let gathered: Errand[] = [];
  const leave = (): void => {
    if (gathered.length > 0) client.query(new Trip(gathered));
    gathered = [];
  };
  return {
    send(statement: Statement, values: readonly Value[]): Promise<QueryResult> {
      const parameters = toParameters(statement, values);
      if (gathered.length === 0) process.nextTick(leave);
      return new Promise((answer, fail) => {
        gathered.push({ statement, parameters, answer, fail });
      });
    },
    discard(): void {
      gathered = [];
    },
  };
}
