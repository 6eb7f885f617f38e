import type { Command } from '@lastpair/contracts';
import { auditDrops, connect, createDrop, migrate, openHand } from '@lastpair/db';
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
