import type { Command } from '@lastpair/contracts';
import { auditDrops, connect, createDrop, lockDrops, migrate, openHand } from '@lastpair/db';
import type { Hand } from '@lastpair/db';
import { applyBatch } from '@lastpair/worker/apply-batch';
import { v7 as uuidv7 } from 'uuid';
import { expect, test } from 'vitest';
import { createDatabase } from './kit/database.ts';
import { issued } from './kit/issued.ts';
import { newDrop } from './kit/new-drop.ts';

const PAIRS = 30;
const NEW_DROP = newDrop(PAIRS);

test('two hands on one drop at once, as after a takeover, sell each pair once and break nothing', async () => {
  await using database = await createDatabase();
  const hands = ['one', 'other'].map((name) =>
    openHand(database.url, { poolSize: 4, name, onError: () => {} }),
  );
  const db = connect(database.url, { poolSize: 1, name: 'test', onError: () => {} });
  await migrate(db);
  const dropId = await createDrop(db, NEW_DROP);
  await applyBatch(hands[0]!, { commands: [{ ...issued(dropId), kind: 'open' }], ticks: [] });

  const batches = Array.from({ length: 40 }, () =>
    Array.from({ length: 3 }, (): Command => ({ ...issued(dropId), kind: 'reserve', size: '42' })),
  );
  // Every batch comes to both, as when the first owner of a lane was only thought dead.
  const applied = (
    await Promise.all(
      batches.flatMap((commands) => hands.map((hand) => applyBatch(hand, { commands, ticks: [] }))),
    )
  ).flat();
  const logged = applied.flatMap((each) => each.logged);
  expect(logged).toHaveLength(40 * 3);
  expect(logged.map(({ seq }) => seq).toSorted((a, b) => a - b)).toEqual(
    logged.map((_, index) => index + 2),
  );
  expect(logged.filter(({ decision }) => decision.status === 'accepted')).toHaveLength(PAIRS);
  expect(applied.flatMap((each) => each.replayed)).toHaveLength(40 * 3);
  expect((await auditDrops(db, new Map())).findings).toEqual([]);
  await db.destroy();
  for (const hand of hands) await hand.destroy();
});

test('two hands with the same drops in different orders wait for each other in one order, and decide each command once', async () => {
  await using database = await createDatabase();
  const hands = ['one', 'other'].map((name) =>
    openHand(database.url, { poolSize: 4, name, onError: () => {} }),
  );
  const db = connect(database.url, { poolSize: 1, name: 'test', onError: () => {} });
  await migrate(db);
  const dropIds = await Promise.all(Array.from({ length: 6 }, () => createDrop(db, NEW_DROP)));
  const opening = dropIds.map((dropId): Command => ({ ...issued(dropId), kind: 'open' }));
  await applyBatch(hands[0]!, { commands: opening, ticks: [] });

  const batches = Array.from({ length: 30 }, () =>
    dropIds.map((dropId): Command => ({ ...issued(dropId), kind: 'reserve', size: '42' })),
  );
  const applied = await Promise.all(
    batches.flatMap((commands) => [
      applyBatch(hands[0]!, { commands, ticks: [] }),
      applyBatch(hands[1]!, { commands: commands.toReversed(), ticks: dropIds }),
    ]),
  );
  const logged = applied.flat(2).flatMap((each) => each.logged);
  for (const [, those] of Map.groupBy(logged, ({ command }) => command.dropId)) {
    const seqs = those.map(({ seq }) => seq).toSorted((a, b) => a - b);
    expect(seqs).toEqual(batches.map((_, index) => index + 2));
  }
  expect(new Set(logged.map(({ command }) => command.dropId)).size).toBe(dropIds.length);
  expect((await auditDrops(db, new Map())).findings).toEqual([]);
  await db.destroy();
  for (const hand of hands) await hand.destroy();
});

test('an id that comes for two drops at once belongs to the first; a drop that does not exist is nothing', async () => {
  await using database = await createDatabase();
  const hand = openHand(database.url, { poolSize: 1, name: 'one', onError: () => {} });
  const db = connect(database.url, { poolSize: 1, name: 'test', onError: () => {} });
  await migrate(db);
  const [first, second] = await Promise.all([createDrop(db, NEW_DROP), createDrop(db, NEW_DROP)]);
  const open = (dropId: string, commandId = uuidv7()): Command => ({
    ...issued(dropId),
    kind: 'open',
    commandId,
  });
  const commandId = uuidv7();
  const commands = [open(first, commandId), open(second, commandId), open(uuidv7())];
  const applied = await applyBatch(hand, { commands, ticks: [] });
  expect(applied.map(({ dropId }) => dropId).toSorted()).toEqual([first, second].toSorted());
  const byDrop = new Map(applied.map((each) => [each.dropId, each]));
  expect(byDrop.get(first)).toMatchObject({ seq: 1, replayed: [] });
  expect(byDrop.get(second)).toMatchObject({ seq: 0, logged: [], replayed: [commandId] });
  await db.destroy();
  await hand.destroy();
});

test('whatever holds a pair says when it is due, by the database and by the clock of this process', async () => {
  await using database = await createDatabase();
  const hand = openHand(database.url, { poolSize: 1, name: 'one', onError: () => {} });
  const db = connect(database.url, { poolSize: 1, name: 'test', onError: () => {} });
  await migrate(db);
  const dropId = await createDrop(db, NEW_DROP);
  const apply = async (command: Command) => {
    const [applied] = await applyBatch(hand, { commands: [command], ticks: [] });
    return applied!;
  };
  expect((await apply({ ...issued(dropId), kind: 'open' })).deadlines).toEqual([]);
  const lines = [{ size: '42', quantity: 1 }];
  const holds: Command[] = [
    { ...issued(dropId), kind: 'reserve', size: '42' },
    { ...issued(dropId), kind: 'reserve_many', lines, reservationIds: [uuidv7()] },
  ];
  for (const command of holds) {
    const before = performance.now();
    const { deadlines, logged } = await apply(command);
    const holdMs = NEW_DROP.holdSeconds * 1_000;
    expect(logged[0]!.decision).toMatchObject({ event: { expiresAt: deadlines[0]!.at } });
    expect(deadlines[0]!.here).toBeGreaterThanOrEqual(before + holdMs);
    expect(deadlines[0]!.here).toBeLessThanOrEqual(performance.now() + holdMs);
  }
  await db.destroy();
  await hand.destroy();
});

type Pair = { id: string; shopper_id: string };

const EMPTY = 'truncate reservation cascade';
const ANALYZE = 'analyze reservation';
const READ = {
  name: 'read',
  text: `select (seq_tup_read + idx_tup_fetch)::int as rows
    from pg_stat_xact_user_tables where relname = 'reservation'`,
};

test.each(['active', 'expired'])(
  'a batch reads the rows that it asks for, whatever the planner was told of a table that was just emptied (%s)',
  async (status) => {
    await using database = await createDatabase();
    const db = connect(database.url, { poolSize: 1, name: 'test', onError: () => {} });
    await migrate(db);
    const dropId = await createDrop(db, NEW_DROP);
    const crowd = { count: 3_000, dropId, status };
    const told = [
      [EMPTY],
      ['vacuum analyze reservation'],
      [fill(crowd), ANALYZE, 'delete from reservation', ANALYZE],
      [fill({ ...crowd, count: 1 }), ANALYZE, EMPTY, ANALYZE],
    ];
    for (const statements of told) {
      for (const each of statements) await database.query(each);
      const hand = openHand(database.url, { poolSize: 1, name: 'one', onError: () => {} });
      // As the first batch after a start would be planned, and then used for all others.
      await readBy(hand, dropId, [{ id: uuidv7(), shopper_id: uuidv7() }]);
      await database.query(fill(crowd));
      const held = await database.query<Pair>('select id, shopper_id from reservation limit 10');
      expect(await readBy(hand, dropId, held)).toBeLessThan(100);
      await hand.destroy();
      await database.query(EMPTY);
    }
    await db.destroy();
  },
);

/** Locks a drop for a reserve and a release of each, and a look at the clock; gives the rows of reservations that were read. */
async function readBy(hand: Hand, dropId: string, pairs: readonly Pair[]): Promise<number> {
  const commands = pairs.flatMap(({ id, shopper_id: shopperId }): Command[] => [
    { ...issued(dropId), shopperId, kind: 'reserve', size: '42' },
    { ...issued(dropId), shopperId, kind: 'release', reservationId: id },
  ]);
  return hand.transaction(async (run) => {
    await lockDrops(run, { commands, ticks: [dropId] }, { dueForMs: 30, cooldownSeconds: 300 });
    const [read] = await run<{ rows: number }>(READ, []);
    return read!.rows;
  });
}

const fill = ({ count, dropId, status }: { count: number; dropId: string; status: string }) => `
  insert into reservation (drop_id, id, size, shopper_id, slot, status, expires_at, created_at)
  select '${dropId}', gen_random_uuid(), '42', gen_random_uuid(), 1, '${status}', now() + interval '1 hour', now()
  from generate_series(1, ${count})`;
