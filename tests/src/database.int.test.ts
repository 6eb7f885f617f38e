import {
  auditDrops,
  auditOrders,
  connect,
  createDrop,
  findDueDrops,
  migrate,
  recountDrops,
} from '@lastpair/db';
import type { Database } from '@lastpair/db';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createDatabase } from './kit/database.ts';
import { newDrop } from './kit/new-drop.ts';
import type { TestDatabase } from './kit/database.ts';

const NEW_DROP = newDrop(5, {
  sizes: [
    { size: '42', total: 5 },
    { size: '43', total: 5 },
  ],
  limitPerShopper: 2,
});
const open = (url: string): Database =>
  connect(url, { poolSize: 4, name: 'test', onError: () => {} });

test('any number of processes may bring the schema up to date at once', async () => {
  await using database = await createDatabase();
  const all = Array.from({ length: 6 }, () => open(database.url));
  await Promise.all(all.map(migrate));
  await Promise.all(all.map(migrate));
  await Promise.all(all.map((db) => db.destroy()));
  const tables = await database.query(`select from pg_tables where tablename = 'outcome'`);
  expect(tables).toHaveLength(1);
});

describe('the database says no by itself to', () => {
  let database: TestDatabase;
  let db: Database;
  let dropId: string;
  beforeAll(async () => {
    database = await createDatabase();
    db = open(database.url);
    await migrate(db);
    dropId = await createDrop(db, NEW_DROP);
  });
  afterAll(async () => {
    await db.destroy();
    await database[Symbol.asyncDispose]();
  });

  const reservation = async (status = 'active', shopperId = uuidv7(), slot = 1) => {
    const id = uuidv7();
    await database.query(
      `insert into reservation (drop_id, id, size, shopper_id, slot, status, expires_at, created_at)
       values ($1, $2, '42', $3, $4, $5, now(), now())`,
      [dropId, id, shopperId, slot, status],
    );
    return { id, shopperId };
  };
  const purchase = (reservationId: string) =>
    database.query(
      `insert into purchase (drop_id, id, reservation_id, shopper_id, size, price_cents, currency, purchased_at)
       values ($1, $2, $3, $4, '42', 1, 'USD', now())`,
      [dropId, uuidv7(), reservationId, uuidv7()],
    );
  const outcome = (commandId: string, seq: number) =>
    database.query(
      `insert into outcome (drop_id, seq, command_id, kind, shopper_id, payload, result, received_at, decided_at)
       values ($1, $2, $3, 'reserve', $4, '42', '{"status":"refused","reason":"sold_out"}', now(), now())`,
      [dropId, seq, commandId, uuidv7()],
    );

  test.each([
    'available = available - 1',
    'available = -1, reserved = 6',
    'sold = sold + 1',
    'reserved = -1, available = 6',
    'total = total + 1',
  ])('counters that do not add up: %s', async (change) => {
    const update = database.query(
      `update drop_size set ${change} where drop_id = $1 and size = '42'`,
      [dropId],
    );
    await expect(update).rejects.toThrow(/check constraint/);
  });

  test.each(['purchased', 'released', 'expired'])(
    'a %s reservation that becomes anything else',
    async (status) => {
      const { id } = await reservation(status);
      for (const next of ['active', 'purchased', 'released', 'expired']) {
        const update = database.query('update reservation set status = $2 where id = $1', [
          id,
          next,
        ]);
        await expect(update).rejects.toThrow(/is final/);
      }
    },
  );

  test('the same pair of a shopper twice, and a pair beyond any limit', async () => {
    const { shopperId } = await reservation('active');
    await expect(reservation('active', shopperId)).rejects.toThrow(/reservation_slot/);
    await expect(reservation('purchased', shopperId)).rejects.toThrow(/reservation_slot/);
    await reservation('released', shopperId);
    await expect(reservation('active', shopperId, 101)).rejects.toThrow(/check constraint/);
  });

  test('a second purchase of a reservation, and a purchase of none', async () => {
    const { id } = await reservation('purchased');
    await purchase(id);
    await expect(purchase(id)).rejects.toThrow(/unique/);
    await expect(purchase(uuidv7())).rejects.toThrow(/foreign key/);
    await expect(database.query('update purchase set price_cents = 0')).rejects.toThrow(/is final/);
    await expect(database.query('delete from purchase')).rejects.toThrow(/is final/);
  });

  test('a pair that leaves its order, a purchase by another, and one pair in two live orders', async () => {
    const { id, shopperId } = await reservation();
    const order = (): Promise<string> => placeRow(shopperId, id);
    await database.query(
      `insert into shopper (id, name, role) values ($1, 'Zoë', 'shopper') on conflict do nothing`,
      [shopperId],
    );
    const orderId = await order();
    const pay = (status: string, by: string | null) =>
      database.query(
        `update reservation set status = $2, order_id = $3, stopped_at = now(), left_ms = 1 where id = $1`,
        [id, status, by],
      );
    await expect(pay('paying', null)).rejects.toThrow(/paying_for_an_order/);
    await pay('paying', orderId);
    await expect(pay('purchased', uuidv7())).rejects.toThrow(/is paid for by order/);
    await expect(pay('released', orderId)).rejects.toThrow(/is paid for by order/);
    await expect(pay('active', orderId)).rejects.toThrow(/active_for_no_order|is paid for by/);
    const buy = (by: string, who = shopperId) =>
      database.query(
        `insert into purchase (drop_id, id, reservation_id, shopper_id, size, price_cents, currency, purchased_at, order_id)
         values ($1, $2, $3, $4, '42', 1, 'USD', now(), $5)`,
        [dropId, uuidv7(), id, who, by],
      );
    await expect(buy(orderId)).rejects.toThrow(/is of no pair of order/);
    await pay('purchased', orderId);
    await expect(buy(uuidv7())).rejects.toThrow(/is of no pair of order/);
    await expect(buy(orderId, uuidv7())).rejects.toThrow(/is of no pair of order/);
    await expect(order()).rejects.toThrow(/one_order_per_reservation/);

    const complete = () =>
      database.query(`update "order" set status = 'completed', step = 'done' where id = $1`, [
        orderId,
      ]);
    await expect(complete()).rejects.toThrow(/is not paid or not bought/);
    await buy(orderId);
    await expect(complete()).rejects.toThrow(/is not paid or not bought/);
    await database.query(`update payment set status = 'captured' where order_id = $1`, [orderId]);
    await complete();
  });

  const placeRow = async (shopperId: string, reservationId: string): Promise<string> => {
    const id = uuidv7();
    await database.query(
      `insert into "order" (id, shopper_id, status, step, total_cents, currency, received_at)
       values ($1, $2, 'placed', 'hold', 1, 'USD', now())`,
      [id, shopperId],
    );
    await database.query(
      `insert into order_line (order_id, line, drop_id, bag_reservation_id, reservation_id, size, price_cents, stands)
       values ($1, 0, $2, $3, $3, '42', 1, 'placed')`,
      [id, dropId, reservationId],
    );
    await database.query(
      `insert into payment (order_id, provider, status, amount_cents) values ($1, 'sandbox', 'due', 1)`,
      [id],
    );
    return id;
  };

  test('two outcomes of one command, two rows of one seq, and any change of the log', async () => {
    const commandId = uuidv7();
    await outcome(commandId, 1);
    await expect(outcome(commandId, 2)).rejects.toThrow(/unique/);
    await expect(outcome(uuidv7(), 1)).rejects.toThrow(/unique/);
    await expect(outcome(uuidv7(), 0)).rejects.toThrow(/check constraint/);
    await expect(database.query(`update outcome set kind = 'open'`)).rejects.toThrow(/is final/);
    await expect(database.query('delete from outcome')).rejects.toThrow(/is final/);
  });
});

describe('the auditor finds', () => {
  /** A drop with a log of one refusal, which adds up. */
  const prepare = async (database: TestDatabase) => {
    const db = open(database.url);
    await migrate(db);
    const dropId = await createDrop(db, NEW_DROP);
    await database.query(
      `insert into outcome (drop_id, seq, command_id, kind, shopper_id, payload, result, received_at, decided_at)
       values ($1, 1, $2, 'reserve', $2, '42', '{"status":"refused","reason":"not_open"}', now(), now())`,
      [dropId, uuidv7()],
    );
    await database.query('update "drop" set seq = 1 where id = $1', [dropId]);
    return { db, dropId };
  };
  const insertReservation = (size: string, status: string, slot = 1) =>
    `insert into reservation (drop_id, id, size, shopper_id, slot, status, expires_at, created_at)
     values ($1, gen_random_uuid(), '${size}', gen_random_uuid(), ${slot}, '${status}', now(), now())`;

  test('nothing in books that add up, and looks only at what has grown', async () => {
    await using database = await createDatabase();
    const { db, dropId } = await prepare(database);
    const { findings, audited } = await auditDrops(db, new Map());
    expect(findings).toEqual([]);
    expect(audited).toEqual(new Map([[dropId, { seq: 1, sold: {} }]]));
    expect(await auditDrops(db, audited)).toEqual({ findings: [], audited });
    await db.destroy();
  });

  const tampered: [what: string, statement: string, drift: number][] = [
    ['a reservation nobody counted', insertReservation('42', 'active'), 1],
    ['a reservation of a size that is not there', insertReservation('50', 'active'), 1],
    [
      'counters that moved alone',
      `update drop_size set available = available - 3, sold = sold + 3 where drop_id = $1 and size = '42'`,
      3,
    ],
    ['a log that is shorter than it says', `update "drop" set seq = seq + 2 where id = $1`, 4],
  ];
  const beyond: (typeof tampered)[number] = [
    'a pair beyond the limit',
    insertReservation('42', 'purchased', 3),
    1,
  ];
  const driftOf = (findings: readonly { drift: number }[]): number =>
    findings.reduce((sum, finding) => sum + finding.drift, 0);

  test.each([...tampered, beyond])('%s', async (_what, statement, drift) => {
    await using database = await createDatabase();
    const { db, dropId } = await prepare(database);
    await database.query(statement, [dropId]);
    const { findings, audited } = await auditDrops(db, new Map());
    expect(driftOf(findings)).toBe(drift);
    // It is looked at again until it adds up.
    expect(audited).toEqual(new Map());
    await db.destroy();
  });

  /** One pair reserved and bought in a log that goes on after `prepare`; `rows` is how many purchases that wrote. */
  const sell = async (database: TestDatabase, dropId: string, { rows }: { rows: 0 | 1 }) => {
    const [pair, sale] = [uuidv7(), uuidv7()];
    await database.query(
      `insert into reservation (drop_id, id, size, shopper_id, slot, status, expires_at, created_at)
       values ($1, $2, '42', $2, 1, 'purchased', now(), now())`,
      [dropId, pair],
    );
    await database.query(
      `insert into purchase (drop_id, id, reservation_id, shopper_id, size, price_cents, currency, purchased_at)
       select $1, $3, $2, $2, '42', 19000, 'USD', now() from generate_series(1, $4::int)`,
      [dropId, pair, sale, rows],
    );
    await database.query(
      `insert into outcome (drop_id, seq, command_id, kind, shopper_id, payload, result, received_at, decided_at)
       select $1, d.seq + o.n, o.id, o.kind, $2, '', '{"status":"accepted"}', now(), now()
       from "drop" d, (values (1, $2::uuid, 'reserve'), (2, $3::uuid, 'purchase')) as o(n, id, kind) where d.id = $1`,
      [dropId, pair, sale],
    );
    await database.query('update "drop" set seq = seq + 2 where id = $1', [dropId]);
    await database.query(
      `update drop_size set available = available - 1, sold = sold + 1 where drop_id = $1 and size = '42'`,
      [dropId],
    );
  };

  describe('when it goes on from books that added up,', () => {
    test('nothing in pairs that were sold since', async () => {
      await using database = await createDatabase();
      const { db, dropId } = await prepare(database);
      const before = await auditDrops(db, new Map());
      await sell(database, dropId, { rows: 1 });
      await sell(database, dropId, { rows: 1 });
      const after = await auditDrops(db, before.audited);
      expect(after).toEqual({
        findings: [],
        audited: new Map([[dropId, { seq: 5, sold: { '42': 2 } }]]),
      });
      expect(await recountDrops(db, after.audited, 0)).toEqual(after);
      await db.destroy();
    });

    test.each(tampered)('%s', async (_what, statement, drift) => {
      await using database = await createDatabase();
      const { db, dropId } = await prepare(database);
      const { audited } = await auditDrops(db, new Map());
      await sell(database, dropId, { rows: 1 });
      await database.query(statement, [dropId]);
      const result = await auditDrops(db, audited);
      expect(driftOf(result.findings)).toBe(drift);
      expect(result.audited).toEqual(new Map());
      await db.destroy();
    });

    test('a sale in the log that is none', async () => {
      await using database = await createDatabase();
      const { db, dropId } = await prepare(database);
      const { audited } = await auditDrops(db, new Map());
      await sell(database, dropId, { rows: 0 });
      expect(driftOf((await auditDrops(db, audited)).findings)).toBe(1);
      await db.destroy();
    });

    test.each([...tampered, beyond])(
      '%s, in a drop where nothing happens, when it is counted again',
      async (_what, statement, drift) => {
        await using database = await createDatabase();
        const { db, dropId } = await prepare(database);
        const { audited } = await auditDrops(db, new Map());
        const quiet = await createDrop(db, NEW_DROP);
        const both = await auditDrops(db, audited);
        await database.query(statement, [dropId]);
        const first = await recountDrops(db, both.audited, 0);
        expect(driftOf(first.findings)).toBe(drift);
        expect([...first.audited.keys()]).toEqual([quiet]);
        await db.destroy();
      },
    );
  });
});

test('the auditor finds orders that are over and neither paid and bought nor neither', async () => {
  await using database = await createDatabase();
  const db = open(database.url);
  await migrate(db);
  const dropId = await createDrop(db, NEW_DROP);
  const over = async (status: string, money: string, pair: string) => {
    const [id, pairId, shopperId] = [uuidv7(), uuidv7(), uuidv7()];
    await database.query(`insert into shopper (id, name, role) values ($1, 'Zoë', 'shopper')`, [
      shopperId,
    ]);
    await database.query(
      `insert into "order" (id, shopper_id, status, step, total_cents, currency, received_at)
       values ($1, $2, $3, 'done', 1, 'USD', now())`,
      [id, shopperId, status],
    );
    await database.query(
      `insert into order_line (order_id, line, drop_id, bag_reservation_id, reservation_id, size, price_cents, stands)
       values ($1, 0, $2, $3, $3, '42', 1, 'placed')`,
      [id, dropId, pairId],
    );
    await database.query(
      `insert into payment (order_id, provider, status, amount_cents) values ($1, 'sandbox', $2, 1)`,
      [id, money],
    );
    await database.query(
      `insert into reservation (drop_id, id, size, shopper_id, slot, status, expires_at, created_at, order_id, stopped_at, left_ms)
       values ($1, $2, '42', $3, 1, $4, now(), now(), $5, now(), 1)`,
      [dropId, pairId, shopperId, pair, id],
    );
    if (pair !== 'purchased') return;
    await database.query(
      `insert into purchase (drop_id, id, reservation_id, shopper_id, size, price_cents, currency, purchased_at, order_id)
       values ($1, $2, $3, $4, '42', 1, 'USD', now(), $5)`,
      [dropId, uuidv7(), pairId, shopperId, id],
    );
  };
  await over('completed', 'captured', 'purchased');
  await over('expired', 'cancelled', 'expired');
  await over('declined', 'declined', 'released');
  await over('refunded', 'refunded', 'purchased');
  expect(await auditOrders(db)).toEqual([]);
  await over('completed', 'captured', 'expired');
  await over('completed', 'authorised', 'purchased');
  await over('cancelled', 'cancelled', 'paying');
  await over('expired', 'captured', 'expired');
  await over('declined', 'declined', 'purchased');
  const findings = await auditOrders(db);
  expect(findings.reduce((sum, { drift }) => sum + drift, 0)).toBe(5);
  await db.destroy();
});

test('drops that the clock asks something of are found: overdue reservations, openings ahead', async () => {
  await using database = await createDatabase();
  const db = open(database.url);
  await migrate(db);
  const soon = new Date(Date.now() + 2_000).toISOString();
  const later = new Date(Date.now() + 60_000).toISOString();
  const [overdue, opening] = await Promise.all([
    createDrop(db, NEW_DROP),
    createDrop(db, { ...NEW_DROP, opensAt: soon }),
    createDrop(db, { ...NEW_DROP, opensAt: later }),
    createDrop(db, NEW_DROP),
  ]);
  for (const seconds of [-5, -4, 60]) {
    await database.query(
      `insert into reservation (drop_id, id, size, shopper_id, slot, status, expires_at, created_at)
       values ($1, $2, '42', $2, 1, 'active', now() + make_interval(secs => $3), now())`,
      [overdue, uuidv7(), seconds],
    );
  }
  const due = await findDueDrops(db, { overdueMs: 250, aheadMs: 3_000 });
  expect(due.map(({ dropId }) => dropId).toSorted()).toEqual([overdue, opening].toSorted());
  expect(due.find(({ dropId }) => dropId === overdue)!.delayMs).toBe(0);
  const ahead = due.find(({ dropId }) => dropId === opening)!.delayMs;
  expect(ahead).toBeGreaterThan(0);
  expect(ahead).toBeLessThanOrEqual(2_000);
  await db.destroy();
});
