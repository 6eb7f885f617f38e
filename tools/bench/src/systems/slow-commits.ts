import { withClient } from '../ground.ts';

/**
 * Makes every commit that changed a row of `table` wait, as a disk does whose fsync takes that long: a trigger that is put
 * off until the commit sleeps. It waits once per row, so it is for rows that a transaction changes once.
 */
export async function slowCommits(databaseUrl: string, table: string, ms: number): Promise<void> {
  await withClient(databaseUrl, async (client) => {
    const name = client.escapeIdentifier(table);
    await client.query(`
      create or replace function slow_commit() returns trigger language plpgsql as $$
      begin
        perform pg_sleep(${ms / 1_000});
        return null;
      end $$;
      drop trigger if exists slow_commit on ${name};
      create constraint trigger slow_commit after update on ${name} deferrable initially deferred
        for each row execute function slow_commit()`);
  });
}
