import { createViews } from '@lastpair/api/views';
import type { Views } from '@lastpair/api/views';
import type { View } from '@lastpair/contracts';
import { connect, createDrop, migrate, openHand } from '@lastpair/db';
import type { Database, Hand } from '@lastpair/db';
import { applyBatch } from '@lastpair/worker/apply-batch';
import { beforeEach, expect, test } from 'vitest';
import { createDatabase } from './kit/database.ts';
import type { TestDatabase } from './kit/database.ts';
import { issued } from './kit/issued.ts';
import { newDrop } from './kit/new-drop.ts';
import { until } from './kit/until.ts';

let database: TestDatabase;
let db: Database;
let hand: Hand;
let views: Views;
let errors: Error[];
/** How far each drop's log goes, and who is told that it has grown. */
let known: Map<string, number>;
let grow: (dropId: string) => void;

beforeEach(async () => {
  const undo = new AsyncDisposableStack();
  database = undo.use(await createDatabase());
  errors = [];
  known = new Map();
  const onError = (error: Error): void => void errors.push(error);
  db = connect(database.url, { poolSize: 2, name: 'test', onError });
  undo.defer(() => db.destroy());
  await migrate(db);
  hand = openHand(database.url, { poolSize: 1, name: 'hand', onError });
  undo.defer(() => hand.destroy());
  views = createViews({
    db,
    feed: {
      onGrowth: (listener) => void (grow = listener),
      known: (dropId) => known.get(dropId) ?? 0,
    },
    onError,
  });
  undo.defer(() => views.stop());
  return () => undo.disposeAsync();
});

/** Opens a drop and tells that it has grown. */
async function open(dropId: string): Promise<void> {
  const commands = [{ ...issued(dropId), kind: 'open' as const }];
  for (const { seq } of await applyBatch(hand, { commands, ticks: [] })) known.set(dropId, seq);
  grow(dropId);
}

test('drops that change at once are all told, each to those who watch it', async () => {
  const dropIds = await Promise.all(Array.from({ length: 5 }, () => createDrop(db, newDrop(5))));
  const told = new Map<string, View[]>(dropIds.map((dropId) => [dropId, []]));
  for (const dropId of dropIds.slice(1)) {
    views.watch(dropId, (view) => void told.get(dropId)!.push(view));
  }
  for (const dropId of dropIds) await open(dropId);
  const last = (dropId: string): View | undefined => told.get(dropId)!.at(-1);
  await until('every view', () => dropIds.slice(1).every((each) => last(each)?.seq === 1));
  expect(told.get(dropIds[0]!)).toEqual([]);
  for (const dropId of dropIds.slice(1)) {
    expect(last(dropId)).toMatchObject({ id: dropId, status: 'open' });
  }
});

test('a change that could not be read is read as soon as it can be, though nothing changes any more', async () => {
  const dropId = await createDrop(db, newDrop(5));
  let shown: View | undefined;
  views.watch(dropId, (view) => (shown = view));
  await database.query('alter table purchase rename to hidden');
  await open(dropId);
  await until('a read that fails', () => errors.length > 0);
  await database.query('alter table hidden rename to purchase');
  await until('the change', () => shown?.status === 'open');
});
