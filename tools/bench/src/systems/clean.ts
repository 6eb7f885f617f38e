import type { Client } from 'pg';

const ATTEMPTS = 5;
const DEADLOCK = '40P01';
const NOT_IN_TIME = '55P03';

/** Empties tables and leaves nothing behind that would be cleared away during the next run. */
export async function clean(client: Client, tables: readonly string[]): Promise<void> {
  const names = tables.map((table) => client.escapeIdentifier(table)).join(', ');
  for (let attempt = 1; ; attempt += 1) {
    try {
      await client.query(`truncate ${names}`);
      break;
    } catch (error) {
      // Whoever looks at these tables at the same moment, as the auditor does, may be in the way.
      const { code } = error as { code?: string };
      if (attempt === ATTEMPTS || (code !== DEADLOCK && code !== NOT_IN_TIME)) throw error;
    }
  }
  await settle(client, tables);
}

/** Writes everything to disk and brings what the planner knows up to date. */
export async function settle(client: Client, tables: readonly string[]): Promise<void> {
  const names = tables.map((table) => client.escapeIdentifier(table)).join(', ');
  await client.query(`vacuum analyze ${names}`);
  await client.query('checkpoint');
}
