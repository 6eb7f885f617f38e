import type { TestDatabase } from './database.ts';

/** A trigger that refuses what a row would become. `off` takes it away; out of scope it is gone in any case. */
export type Choke = AsyncDisposable & { off: () => Promise<void> };

/**
 * Makes the database choke with the error `poison` (SQLSTATE 22000) on rows for which `when` holds.
 * @param on what is done to which table, as in `insert on reservation`
 * @param when SQL about `new`
 */
export async function choke(database: TestDatabase, on: string, when: string): Promise<Choke> {
  const table = on.split(' ').at(-1)!;
  const off = async (): Promise<void> => {
    await database.query(`drop trigger if exists choke on ${table}`);
  };
  await database.query(`
    create or replace function choke() returns trigger language plpgsql as
      $$ begin raise exception 'poison' using errcode = '22000'; end $$`);
  await off();
  await database.query(`
    create trigger choke before ${on} for each row when (${when}) execute function choke()`);
  return { off, [Symbol.asyncDispose]: off };
}
