import type { Command } from '@lastpair/contracts';
import {
  auditDrops,
  auditOrders,
  claimOrders,
  connect,
  createDrop,
  ensureShopper,
  giveMethod,
  migrate,
  openHand,
  placeOrder,
  readKeptOrder,
  readOrder,
  wishCancel,
  wishRefund,
} from '@lastpair/db';
import type { Database } from '@lastpair/db';
import { openTill, paymentEnv } from '@lastpair/payment';
import { openRoad } from '@lastpair/queue';
import type { Road } from '@lastpair/queue';
import { armFailpoints, orderFailpoints, readEnv } from '@lastpair/runtime';
import type { Failpoint } from '@lastpair/runtime';
import { startRedis } from '@lastpair/local';
import { applyBatch } from '@lastpair/worker/apply-batch';
import { carryOrder, createAskDrops } from '@lastpair/worker/orders';
import type { Carrier } from '@lastpair/worker/orders';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { describeOnBothBackends } from './kit/backends.ts';
import { createDatabase } from './kit/database.ts';
import { issued } from './kit/issued.ts';
import { newDrop } from './kit/new-drop.ts';
import type { TestDatabase } from './kit/database.ts';

const NEW_DROP = newDrop(1);
const LANES = [0, 1, 2, 3, 4, 5, 6, 7];

/** What an order goes through, and how it must end. `between` is done whenever it has come to a halt. */
type Way = {
  name: string;
  card: string | undefined;
  ends: { status: string; money: string; bought: number };
  between?: (world: World, orderId: string) => Promise<unknown>;
  /** The steps on this way, at each of which a worker fails. */
  steps: string[];
};
type World = {
  database: TestDatabase;
  db: Database;
  road: Road;
  carrier: Carrier;
  send: (command: Command) => Promise<void>;
};

/** As if the time to pay and all patience were over: what was asked for and is not answered is late now. */
const makeLate = ({ database }: World, orderId: string) =>
  database.query(
    `with late as (
       update "order" set pay_by = pay_by - interval '2 minutes' where id = $1 and step = 'pay'
         and exists (select from payment where order_id = $1 and status = 'pending')
         and exists (select from sandbox_charge where order_id = $1) returning id)
     update reservation set expires_at = expires_at - interval '2 minutes'
     where order_id in (select id from late) and status = 'paying'`,
    [orderId],
  );
const answerLate = ({ database }: World, orderId: string) =>
  database.query(
    `update sandbox_charge set answers_at = clock_timestamp() where order_id = $1
     and exists (select from "order" where id = $1 and step = 'doubt')`,
    [orderId],
  );
/** Somebody else takes one of the pairs as soon as it is free. */
async function takeOne({ database, send }: World, orderId: string): Promise<void> {
  const [line] = await database.query<{ drop_id: string }>(
    `select drop_id from order_line where order_id = $1 and line = 1
     and exists (select from "order" where id = $1 and step = 'doubt')`,
    [orderId],
  );
  if (!line) return;
  await send({ ...issued(line.drop_id), kind: 'reserve', size: '42' });
}

const ways: Way[] = [
  {
    name: 'bought, and refunded with restock',
    card: 'approves',
    ends: { status: 'refunded', money: 'refunded', bought: 2 },
    steps: ['placed', 'asking', 'hold', 'pay', 'capture', 'settle', 'refund', 'restock'],
    between: ({ db }, id) => wishRefund(db, id, { restock: true, reason: 'too small' }),
  },
  {
    name: 'declined',
    card: 'declines',
    ends: { status: 'declined', money: 'declined', bought: 0 },
    steps: ['pay', 'resume'],
  },
  {
    name: 'left',
    card: undefined,
    ends: { status: 'cancelled', money: 'cancelled', bought: 0 },
    steps: ['hold', 'resume'],
    between: ({ db }, id) => wishCancel(db, id),
  },
  {
    name: 'not paid in time',
    card: 'silent',
    ends: { status: 'expired', money: 'cancelled', bought: 0 },
    steps: ['asking', 'pay', 'expire'],
    between: makeLate,
  },
  {
    name: 'paid late, and sold',
    card: 'late',
    ends: { status: 'completed', money: 'captured', bought: 2 },
    steps: ['asking', 'pay', 'expire', 'doubt', 'reclaim', 'capture', 'settle'],
    between: async (world, id) => {
      await makeLate(world, id);
      await answerLate(world, id);
    },
  },
  {
    name: 'paid late, and nothing left',
    card: 'late',
    ends: { status: 'refunded', money: 'cancelled', bought: 0 },
    steps: ['doubt', 'reclaim', 'give_back', 'expire'],
    between: async (world, id) => {
      await makeLate(world, id);
      await takeOne(world, id);
      await answerLate(world, id);
    },
  },
];

describeOnBothBackends('an order whose worker fails between any two steps', (backend) => {
  let world: World;
  const endings: (() => PromiseLike<unknown>)[] = [];
  beforeAll(async () => {
    const database = await createDatabase();
    endings.push(() => database[Symbol.asyncDispose]());
    const redis =
      backend === 'redis' ? await startRedis({ serverPath: inject('redisServer')! }) : undefined;
    if (redis) endings.push(() => redis.stop());
    const db = connect(database.url, { poolSize: 8, name: 'test', onError: () => {} });
    endings.push(() => db.destroy());
    await migrate(db);
    const hand = openHand(database.url, { poolSize: 4, name: 'hand', onError: () => {} });
    endings.push(() => hand.destroy());
    const road = await openRoad({
      redisUrl: redis?.url,
      databaseUrl: database.url,
      laneCount: 2,
      onError: () => {},
    });
    endings.push(() => road.close());
    const apply = async (commands: Command[]): Promise<void> => {
      await applyBatch(hand, { commands, ticks: [] });
    };
    for (const lane of LANES) {
      const worker = road.work(lane, async ({ data }) => {
        await apply(data.commands);
        return { answers: {}, decidedBefore: 0 };
      });
      endings.push(() => worker.close());
    }
    const askDrops = createAskDrops(db, road);
    const env = readEnv(paymentEnv, { SANDBOX_LATE_SECONDS: '3600' });
    const carrier = { db, till: await openTill(env, db), askDrops, terms: { payWithinMs: 60_000 } };
    world = {
      database,
      db,
      road,
      carrier,
      send: async (command) => apply([command]),
    };
  });
  afterAll(async () => {
    armFailpoints({});
    for (const end of endings.toReversed()) await end();
  });

  /** An order of a pair of each of two drops, placed and waiting for a worker. */
  async function place(card: string | undefined): Promise<string> {
    const { db, send } = world;
    const shopperId = uuidv7();
    await ensureShopper(db, { id: shopperId, name: 'Zoë', role: 'shopper' });
    const reservationIds: string[] = [];
    for (let n = 0; n < 2; n += 1) {
      const dropId = await createDrop(db, NEW_DROP);
      const stamped = { dropId, shopperId, receivedAt: Date.now() };
      await send({ ...stamped, commandId: uuidv7(), kind: 'open' });
      const commandId = uuidv7();
      await send({
        ...stamped,
        commandId,
        receivedAt: Date.now() + 1_000,
        kind: 'reserve',
        size: '42',
      });
      reservationIds.push(commandId);
    }
    const id = uuidv7();
    const order = { id, shopperId, reservationIds, receivedAt: Date.now() };
    const placed = await placeOrder(db, { ...order, provider: 'sandbox', method: undefined });
    expect(placed).toEqual({ what: 'placed', orderId: id });
    if (card) await giveMethod(db, id, card);
    return id;
  }

  /** Works on an order like one worker after another, each of which ends at `failpoint` or when there is nothing to do. */
  async function work(id: string, way: Way, failpoint: Failpoint | undefined): Promise<boolean> {
    const { database, db, carrier } = world;
    if (failpoint) armFailpoints({ FAILPOINTS: { once: new Map([[failpoint, 'throw']]) } });
    let failed = false;
    for (let round = 0; round < 40; round += 1) {
      await database.query(
        `update "order" set due_at = clock_timestamp() where id = $1 and step <> 'done'`,
        [id],
      );
      const [order] = await claimOrders(db, { limit: 1, leaseMs: 10_000, only: id });
      if (order) {
        await carryOrder(carrier, order).catch((error: Error) => {
          if (error.message !== `failpoint ${failpoint}`) throw error;
          failed = true;
        });
      }
      await way.between?.(world, id);
      const { state } = (await readKeptOrder(db, id))!;
      if (state.step === 'done' && state.status === way.ends.status) break;
    }
    armFailpoints({});
    return failed;
  }

  async function expectEnd(id: string, { ends }: Way): Promise<void> {
    const { db, database } = world;
    const order = await readOrder(db, id);
    expect(order).toMatchObject({ status: ends.status, payment: { status: ends.money } });
    const purchases = await database.query('select 1 from purchase where order_id = $1', [id]);
    expect(purchases).toHaveLength(ends.bought);
    const [charge] = await database.query<{ captured: boolean; refunded: boolean }>(
      `select captured_at is not null as captured, refunded_at is not null as refunded
       from sandbox_charge where order_id = $1`,
      [id],
    );
    const keeps = charge !== undefined && charge.captured && !charge.refunded;
    expect(keeps).toBe(ends.status === 'completed');
  }

  const reached = new Set<string>();

  test.each(ways.map((way): [string, Way] => [way.name, way]))('%s', async (_name, way) => {
    const calm = await place(way.card);
    await work(calm, way, undefined);
    await expectEnd(calm, way);
    const here = orderFailpoints.filter((name) => way.steps.includes(name.split('.')[1]!));
    for (const failpoint of here) {
      const id = await place(way.card);
      if (await work(id, way, failpoint)) reached.add(failpoint);
      await expectEnd(id, way);
    }
    expect((await auditDrops(world.db, new Map())).findings).toEqual([]);
    expect(await auditOrders(world.db)).toEqual([]);
  });

  test('every point between two steps was one of them', () => {
    // Where an order is placed is in the api; see order-kills.
    expect(orderFailpoints.filter((name) => !reached.has(name))).toEqual(['order.placed']);
  });
});
