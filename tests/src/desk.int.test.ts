import {
  applyReadings,
  comingDays,
  connect,
  dropOldPartitions,
  forgetOld,
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

  test('what was over long ago is forgotten; what is younger or still open stays', async () => {
    const alert = (status: string, days: number) => [uuidv7(), status, days] as const;
    const alerts = [alert('cleared', 29), alert('raised', 90), alert('cleared', 31)];
    for (const [id, status, days] of alerts) {
      await database.query(`
        insert into alert (id, store_id, model_id, kind, status, limit_reached, inventory, per_hour, raised_at, cleared_at, seq)
        values ('${id}', 9001, 9001, 'low', '${status}', 3, 1, 0, now() - interval '91 days',
          ${status === 'cleared' ? `now() - interval '${days} days'` : 'null'}, 1)`);
    }
    await database.query(`
      insert into store (name) values ('Old from'), ('Old to');
      insert into model (name) values ('Old model');
      insert into transfer (id, model_id, from_store_id, to_store_id, status, requested, sent, received, reason,
        requested_by, requested_at, received_at, seq)
      select gen_random_uuid(), model.id, a.id, b.id, status, 5, sent, received, status || ' ' || days, 'somebody',
        now() - make_interval(days => days + 60), case when status = 'received' then now() - make_interval(days => days) end, 1
      from (values ('received', 31, 5, 5), ('received', 29, 5, 5), ('cancelled', 31, 0, 0), ('in_transit', 90, 5, 2),
        ('requested', 90, 0, 0)) as t(status, days, sent, received), store a, store b, model
      where a.name = 'Old from' and b.name = 'Old to' and model.name = 'Old model';
      insert into tap (name, url, source) values ('Old tap', 'ws://tap.test', 'merchant');
      insert into bad_reading (tap_id, at, reason, text)
        select id, now() - make_interval(days => days), 'not_json', days::text from tap, unnest(array[29, 31]) as days
        where name = 'Old tap';
      insert into webhook_call (id, body, dead, due_at)
        select gen_random_uuid(), dead || ' ' || days, dead, now() - make_interval(days => days)
        from (values (true, 31), (true, 29), (false, 31)) as c(dead, days);
      insert into dismissal (model_id, from_store_id, to_store_id, until)
        values (1, 1, 2, now() - interval '31 days'), (1, 2, 1, now() + interval '1 day')`);
    expect(await forgetOld(db, 30)).toEqual({
      alerts: 1,
      transfers: 2,
      badReadings: 1,
      calls: 1,
      dismissals: 1,
    });
    const left = async (query: string) =>
      (await database.query<{ left: string }>(query)).map((row) => row.left).toSorted();
    expect(await left('select id as left from alert where store_id = 9001')).toEqual(
      alerts
        .slice(0, 2)
        .map(([id]) => id)
        .toSorted(),
    );
    expect(await left('select reason as left from transfer')).toEqual([
      'in_transit 90',
      'received 29',
      'requested 90',
    ]);
    expect(await left('select text as left from bad_reading')).toEqual(['29']);
    expect(await left('select body as left from webhook_call')).toEqual(['false 31', 'true 29']);
    expect(await left('select from_store_id::text as left from dismissal')).toEqual(['2']);
    expect(Object.values(await forgetOld(db, 30))).toEqual([0, 0, 0, 0, 0]);
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
