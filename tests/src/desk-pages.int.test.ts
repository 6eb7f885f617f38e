import {
  addTap,
  applyReadings,
  connect,
  createTransfer,
  editTap,
  keepEnvironmentTaps,
  makePartitions,
  migrate,
  nextSeq,
  readAlerts,
  readTaps,
  readThresholds,
  readTrails,
  readTransfers,
  resolveNames,
  writeThreshold,
} from '@lastpair/db';
import type { Database } from '@lastpair/db';
import { hear } from '@lastpair/domain/desk';
import { TRAIL_LEVELS } from '@lastpair/contracts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createDatabase } from './kit/database.ts';
import type { TestDatabase } from './kit/database.ts';

/** Microseconds, as stamps are. */
const now = Date.now() * 1_000;
const today = new Date(now / 1_000).toISOString().slice(0, 10);

describe('what the pages of the desk ask the database for', () => {
  let database: TestDatabase;
  let db: Database;
  let store: (name: string) => number;
  let model: (name: string) => number;
  beforeAll(async () => {
    database = await createDatabase();
    db = connect(database.url, { poolSize: 4, name: 'test', onError: () => {} });
    await migrate(db);
    await makePartitions(db, [today]);
    const stores = await resolveNames(db, 'store', ['Laval', 'Anjou', 'Brossard']);
    const models = await resolveNames(db, 'model', ['ADERI', 'BOREAL']);
    store = (name) => stores.get(name)!;
    model = (name) => models.get(name)!;
  });
  afterAll(async () => {
    await db.destroy();
    await database[Symbol.asyncDispose]();
  });

  /** Lets a shelf have these levels, one after the other. */
  const levels = async (at: string, of: string, ...all: number[]) => {
    const readings = all.map((inventory, index) => ({
      storeId: store(at),
      modelId: model(of),
      inventory,
      stamp: now - (all.length - index) * 1_000,
      tapId: null,
    }));
    await db.transaction().execute((trx) => applyReadings(trx, readings, { hear }));
  };

  test('the latest levels of a window, oldest first, and of nothing else', async () => {
    const many = Array.from({ length: TRAIL_LEVELS + 10 }, (_, n) => 90 - n);
    await levels('Laval', 'ADERI', ...many);
    await levels('Laval', 'BOREAL', 12);
    await levels('Anjou', 'ADERI', 40, 41);
    const trails = await readTrails(db, [store('Laval'), store('Anjou')], [model('ADERI')]);
    expect(trails.map(({ levels: line }) => line)).toEqual(
      expect.arrayContaining([many.slice(-TRAIL_LEVELS), [40, 41]]),
    );
    expect(trails).toHaveLength(2);
    expect(await readTrails(db, [], [model('ADERI')])).toEqual([]);
  });

  test('the alerts and the transfers of one shelf', async () => {
    await levels('Brossard', 'ADERI', 1);
    await levels('Brossard', 'BOREAL', 2);
    const place = { storeId: store('Brossard'), modelId: model('ADERI') };
    const alerts = await readAlerts(db, { ...place, limit: 10 });
    expect(alerts.items.map((alert) => [alert.store, alert.model])).toEqual([
      ['Brossard', 'ADERI'],
    ]);
    await db.transaction().execute(async (trx) => {
      const seq = await nextSeq(trx);
      for (const [from, to, of] of [
        ['Laval', 'Brossard', 'ADERI'],
        ['Brossard', 'Anjou', 'ADERI'],
        ['Laval', 'Anjou', 'ADERI'],
        ['Laval', 'Brossard', 'BOREAL'],
      ] as const) {
        await createTransfer(trx, {
          id: crypto.randomUUID(),
          modelId: model(of),
          fromStoreId: store(from),
          toStoreId: store(to),
          quantity: 1,
          reason: '',
          requestedBy: 'Ada',
          seq,
        });
      }
    });
    const transfers = await readTransfers(db, { ...place, status: 'open', limit: 10 });
    expect(transfers.items.map(({ fromStore, toStore }) => `${fromStore} ${toStore}`)).toEqual([
      'Brossard Anjou',
      'Laval Brossard',
    ]);
  });

  test('thresholds with the names of what they are of', async () => {
    const limits = { low: 1, high: null, margin: 1 };
    await db.transaction().execute(async (trx) => {
      const modelId = model('ADERI');
      await writeThreshold(trx, { storeId: store('Laval'), modelId, ...limits });
      await writeThreshold(trx, { storeId: null, modelId, ...limits });
      await writeThreshold(trx, { storeId: null, modelId: null, ...limits });
    });
    const { items } = await readThresholds(db, { limit: 10 });
    expect(items.map((threshold) => [threshold.model, threshold.store])).toEqual([
      [null, null],
      ['ADERI', null],
      ['ADERI', 'Laval'],
    ]);
  });

  test('a tap gets another name and address, unless the name is taken or the environment has set it', async () => {
    const url = 'ws://one.example';
    const one = (await addTap(db, { name: 'One', url }, 10))!;
    await addTap(db, { name: 'Two', url }, 10);
    expect(await editTap(db, one, { name: 'Two', url })).toBe(false);
    expect(await editTap(db, one, { name: 'First', url: 'ws://first.example' })).toBe(true);
    await keepEnvironmentTaps(db, [{ name: 'Fixed', url }]);
    const taps = await readTaps(db);
    const fixed = taps.find(({ name }) => name === 'Fixed')!;
    expect(await editTap(db, fixed.id, { name: 'Loose', url })).toBe(false);
    expect(await editTap(db, 999, { name: 'Nobody', url })).toBe(false);
    expect(taps.map((tap) => [tap.name, tap.url])).toEqual([
      ['First', 'ws://first.example'],
      ['Fixed', url],
      ['Two', url],
    ]);
  });
});
