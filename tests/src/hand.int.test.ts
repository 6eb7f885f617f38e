import type { Command, NewDrop } from '@lastpair/contracts';
import { auditDrops, connect, createDrop, migrate, openHand } from '@lastpair/db';
import { applyBatch } from '@lastpair/worker/apply-batch';
import { v7 as uuidv7 } from 'uuid';
import { expect, test } from 'vitest';
import { createDatabase } from './kit/database.ts';

const PAIRS = 30;
const NEW_DROP: NewDrop = {
  product: {
    brand: 'Aster',
    name: 'Moonwalker',
    colorway: 'Ash / Volt',
    priceCents: 19_000,
    currency: 'USD',
  },
  sizes: [{ size: '42', total: PAIRS }],
  holdSeconds: 60,
  limitPerShopper: 1,
  stockDisplay: 'exact',
};

test('two hands on one drop at once, as after a takeover, sell each pair once and break nothing', async () => {
  await using database = await createDatabase();
  const hands = ['one', 'other'].map((name) =>
    openHand(database.url, { poolSize: 4, name, onError: () => {} }),
  );
  const db = connect(database.url, { poolSize: 1, name: 'test', onError: () => {} });
  await migrate(db);
  const dropId = await createDrop(db, NEW_DROP);
  const issued = () => ({
    commandId: uuidv7(),
    dropId,
    shopperId: uuidv7(),
    receivedAt: Date.now(),
  });
  await applyBatch(hands[0]!, { commands: [{ ...issued(), kind: 'open' }], ticks: [] });

  const batches = Array.from({ length: 40 }, () =>
    Array.from({ length: 3 }, (): Command => ({ ...issued(), kind: 'reserve', size: '42' })),
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
