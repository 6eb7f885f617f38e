import { setTimeout as sleep } from 'node:timers/promises';
import { Migrator } from 'kysely/migration';
import type { Database } from './connect.ts';
import { isBusy } from './errors.ts';
import * as theRoad from './migrations/0001-the-road.ts';
import * as merchantActions from './migrations/0002-merchant-actions.ts';
import * as accountsAndLapses from './migrations/0003-accounts-and-lapses.ts';
import * as theDesk from './migrations/0004-the-desk.ts';
import * as orders from './migrations/0005-orders.ts';
import * as lanes from './migrations/0006-lanes.ts';
import * as shoppersPairs from './migrations/0007-a-shoppers-pairs.ts';

const migrations = {
  '0001-the-road': theRoad,
  '0002-merchant-actions': merchantActions,
  '0003-accounts-and-lapses': accountsAndLapses,
  '0004-the-desk': theDesk,
  '0005-orders': orders,
  '0006-lanes': lanes,
  '0007-a-shoppers-pairs': shoppersPairs,
};

/** How long a process that starts waits for a Postgres that is there but does not answer yet. */
const PATIENCE_MS = 30_000;
const TRY_AGAIN_MS = 250;

/**
 * Brings the schema up to date. Every process calls it at start; Kysely holds an advisory lock while it runs, so that any
 * number of them may start at once. Waits half a minute for a Postgres that is busy or starting, and not at all where there is
 * none, or one that refuses.
 */
export async function migrate(db: Database): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } });
  const giveUpAt = performance.now() + PATIENCE_MS;
  for (;;) {
    const { error } = await migrator.migrateToLatest();
    if (!error) return;
    if (!isBusy(error) || performance.now() >= giveUpAt)
      throw new Error('the database schema could not be brought up to date', { cause: error });
    await sleep(TRY_AGAIN_MS);
  }
}
