import {
  applyReadings,
  comingDays,
  connect,
  dropOldAlerts,
  dropOldPartitions,
  makePartitions,
  migrate,
  readHistory,
  readShelves,
  resolveNames,
} from '@lastpair/db';
import type { AppliedReading, Database } from '@lastpair/db';
import { hear, isNewer } from '@lastpair/domain/desk';
import * as fc from 'fast-check';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createDatabase } from './kit/database.ts';
import type { TestDatabase } from './kit/database.ts';

describe('the desk’s database', () => {
  let database: TestDatabase;
  let db: Database;
  beforeAll(async () => {
    database = await createDatabase();
    db = connect(database.url, { poolSize: 6, name: 'test', onError: () => {} });
    await migrate(db);
    await makePartitions(db, [DAY]);
  });
  afterAll(async () => {
    await db.destroy();
    await database[Symbol.asyncDispose]();
  });

  const DAY = '2026-11-21';
  const NOON = Date.parse(`${DAY}T12:00:00Z`) * 1_000;
  const apply = (readings: AppliedReading[]) =>
    db.transaction().execute((trx) => applyReadings(trx, readings, { hear }));

  test('ends with the newest level of every shelf, however batches are cut, shuffled, repeated and run at once', async () => {
    const readings = fc.array(
      fc.record({
        storeId: fc.integer({ min: 1, max: 2 }),
        modelId: fc.integer({ min: 1, max: 3 }),
        inventory: fc.nat(9),
        stamp: fc.nat(30).map((n) => NOON + n),
        tapId: fc.constant(null),
      }),
      { minLength: 1, maxLength: 40 },
    );
    const batches = readings.chain((all) =>
      fc
        .shuffledSubarray([...all, ...all], { minLength: all.length * 2 })
        .chain((some) =>
          fc.tuple(fc.constant(all), fc.constant(some), fc.integer({ min: 1, max: 9 })),
        ),
    );
    await fc.assert(
      fc.asyncProperty(batches, async ([all, some, size]) => {
        await database.query('truncate shelf, alert, reading');
        const cut = Array.from({ length: Math.ceil(some.length / size) }, (_, n) =>
          some.slice(n * size, n * size + size),
        );
        await Promise.all(cut.map(untilApplied));
        const { items } = await readShelves(db, { limit: 100 });
        for (const { storeId, modelId, inventory } of items) {
          const own = all.filter((each) => each.storeId === storeId && each.modelId === modelId);
          const newest = own.reduce((a, b) => (isNewer(b, a) ? b : a));
          expect(inventory).toBe(newest.inventory);
          // The history has each moment once.
          const { items: past } = await readHistory(db, { storeId, modelId, limit: 500 });
          expect(past).toHaveLength(new Set(own.map(({ stamp }) => stamp)).size);
        }
        expect(items).toHaveLength(
          new Set(all.map((each) => `${each.storeId}.${each.modelId}`)).size,
        );
        const open = await database.query(
          `select from shelf full join (select * from alert where status <> 'cleared') a using (store_id, model_id)
           where coalesce(a.kind, 'ok') <> mark`,
        );
        expect(open).toEqual([]);
      }),
      { numRuns: 20 },
    );
  });

  /** As the queue does: two batches that make the same shelf at once may have to be tried again. */
  async function untilApplied(batch: AppliedReading[]): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        await apply(batch);
        return;
      } catch (error) {
        if (attempt === 10) throw error;
      }
    }
  }

  test('names get one id each, however many ask at once, and no more than there is room for', async () => {
    const names = Array.from({ length: 30 }, (_, n) => `Store ${n}`);
    const all = await Promise.all(
      Array.from({ length: 6 }, () => resolveNames(db, 'store', names)),
    );
    for (const ids of all) expect(ids).toEqual(all[0]);
    expect(all[0]!.size).toBe(30);
    await database.query(
      `insert into store (name) select 'Filler ' || n from generate_series(1, 4969) n`,
    );
    const last = await resolveNames(db, 'store', ['One more', 'Too many', 'Store 1']);
    expect([...last.keys()].toSorted()).toEqual(['One more', 'Store 1']);
  });

  test('days of history are made by any number at once, and those that are too old are dropped', async () => {
    const days = await comingDays(db, 3);
    await Promise.all(
      Array.from({ length: 4 }, () => makePartitions(db, [...days, '2020-02-28', '2020-02-29'])),
    );
    await apply([reading({ stamp: Date.parse('2020-02-29T23:59:59Z') * 1_000 })]);
    expect(await dropOldPartitions(db, 30)).toBe(2);
    expect(await dropOldPartitions(db, 30)).toBe(0);
    const { rows } = { rows: await database.query(`select from reading where day < '2020-03-01'`) };
    expect(rows).toEqual([]);
    // What is older than all that is kept finds no place, and says so rather than being lost in silence.
    await expect(apply([reading({ stamp: NOON - 10 ** 15 })])).rejects.toThrow('no partition');
  });

  test('alerts that were cleared long ago are forgotten; the others stay', async () => {
    const ids = ['old', 'young', 'open'].map(() => uuidv7());
    await database.query(`
      insert into alert (id, store_id, model_id, kind, status, limit_reached, inventory, per_hour, raised_at, cleared_at, seq)
      select id::uuid, 9001, 9001, 'low', status, 3, 1, 0, now() - age - interval '1 hour',
        case when status = 'cleared' then now() - age end, 1
      from (values ('${ids[0]}', 'cleared', interval '31 days'), ('${ids[1]}', 'cleared', interval '29 days'),
        ('${ids[2]}', 'raised', interval '90 days')) as a(id, status, age)`);
    expect(await dropOldAlerts(db, 30)).toBe(1);
    const left = await database.query<{ id: string }>('select id from alert where store_id = 9001');
    expect(left.map(({ id }) => id).toSorted()).toEqual(ids.slice(1).toSorted());
  });

  const reading = (some: Partial<AppliedReading>): AppliedReading => ({
    storeId: 1,
    modelId: 1,
    inventory: 5,
    stamp: NOON,
    tapId: null,
    ...some,
  });

  describe('says no by itself to', () => {
    const transfer = (columns: string, values: string) =>
      database.query(
        `insert into transfer (id, model_id, from_store_id, to_store_id, requested, reason, requested_by, seq, ${columns})
         values (gen_random_uuid(), 1, 1, 2, 10, '', 'x', 1, ${values})`,
      );
    beforeAll(async () => {
      await resolveNames(db, 'store', ['A', 'B']);
      await resolveNames(db, 'model', ['M']);
    });

    test.each([
      ['less than nothing on a shelf', `insert into shelf values (9, 9, -1, 1, 1, 0, 'ok')`],
      [
        'a way from a store to itself',
        `insert into transfer (id, model_id, from_store_id, to_store_id, status, requested, reason, requested_by, seq) values (gen_random_uuid(), 1, 1, 1, 'requested', 1, '', 'x', 1)`,
      ],
      [
        'limits of a store without a model',
        `insert into threshold (store_id, low, margin) values (1, 1, 1)`,
      ],
      ['limits the wrong way round', `insert into threshold (low, high, margin) values (5, 5, 1)`],
      ['a second default', `insert into threshold (low, margin) values (1, 1), (2, 1)`],
    ])('%s', async (_name, statement) => {
      await expect(database.query(statement)).rejects.toThrow(/violates/);
    });

    test.each([
      ['more sent than requested', `status, sent`, `'in_transit', 11`],
      ['more arrived than sent', `status, sent, received, missing`, `'received', 5, 4, 2`],
      ['nothing on the way in transit', `status, sent, received`, `'in_transit', 5, 5`],
      ['something on the way when all is received', `status, sent, received`, `'received', 5, 4`],
      ['something sent of what is only requested', `status, sent`, `'requested', 1`],
    ])('%s', async (_name, columns, values) => {
      await expect(transfer(columns, values)).rejects.toThrow(/violates/);
    });

    test('two open alerts of one shelf, and a change to one that is cleared', async () => {
      const alert = (status: string, cleared: string) =>
        database.query(
          `insert into alert values (gen_random_uuid(), 7, 7, 'low', '${status}', 3, 1, 0, null, now(), null, null, ${cleared}, 1)`,
        );
      await alert('raised', 'null');
      await expect(alert('raised', 'null')).rejects.toThrow(/violates/);
      await alert('cleared', 'now()');
      await expect(
        database.query(
          `update alert set status = 'raised', cleared_at = null where status = 'cleared'`,
        ),
      ).rejects.toThrow(/final/);
    });
  });
});
