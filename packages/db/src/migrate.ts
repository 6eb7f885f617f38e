import { Migrator } from 'kysely/migration';
import type { Database } from './connect.ts';
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

/**
 * Brings the schema up to date. Every process calls it at start; Kysely holds an advisory lock
 * while it runs, so that any number of them may start at once.
 */
export async function migrate(db: Database): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } });
  const { error } = await migrator.migrateToLatest();
  if (error)
    throw new Error('the database schema could not be brought up to date', { cause: error });
}
