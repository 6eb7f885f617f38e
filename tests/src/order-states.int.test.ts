import {
  connect,
  createDrop,
  ensureShopper,
  migrate,
  openHand,
  placeOrder,
  readKeptOrder,
  saveOrder,
} from '@lastpair/db';
import { applyBatch } from '@lastpair/worker/apply-batch';
import { v7 as uuidv7 } from 'uuid';
import { expect, test } from 'vitest';
import { createDatabase } from './kit/database.ts';
import { newDrop } from './kit/new-drop.ts';

const CHANGES = 300;

test('an order is read as it was at one moment, whoever changes it meanwhile', async () => {
  await using database = await createDatabase();
  const onError = (): void => {};
  const db = connect(database.url, { poolSize: 6, name: 'test', onError });
  const hand = openHand(database.url, { poolSize: 1, name: 'hand', onError });
  await migrate(db);
  const dropId = await createDrop(db, newDrop(1));
  const shopperId = uuidv7();
  await ensureShopper(db, { id: shopperId, name: 'Zoë', role: 'shopper' });
  const [id, reservationId] = [uuidv7(), uuidv7()];
  const issued = { dropId, shopperId, receivedAt: Date.now() };
  await applyBatch(hand, {
    commands: [
      { ...issued, kind: 'open', commandId: uuidv7() },
      { ...issued, kind: 'reserve', size: '42', commandId: reservationId },
    ],
    ticks: [],
  });
  const order = { id, shopperId, reservationIds: [reservationId], receivedAt: Date.now() };
  await placeOrder(db, { ...order, provider: 'sandbox', method: undefined });

  // Its line is held in every other version.
  const standsIn = (version: number) => (version % 2 === 0 ? 'held' : 'placed');
  let { state, version } = (await readKeptOrder(db, id))!;
  const changing = (async () => {
    for (let n = 0; n < CHANGES; n += 1) {
      const lines = state.lines.map(
        (line) => ({ ...line, stands: standsIn(version + 1) }) as const,
      );
      state = { ...state, lines };
      const saved = await saveOrder(db, { state, version, attempts: 0, nextInMs: 60_000 });
      version = saved!;
    }
  })();
  let over = false;
  void changing.then(() => (over = true));
  let read = 0;
  while (!over) {
    const kept = await Promise.all([readKeptOrder(db, id), readKeptOrder(db, id)]);
    for (const one of kept) {
      expect([one!.version, one!.state.lines[0]!.stands]).toEqual([
        one!.version,
        standsIn(one!.version),
      ]);
    }
    read += kept.length;
  }
  await changing;
  expect(read).toBeGreaterThan(CHANGES / 2);
  await db.destroy();
  await hand.destroy();
});
