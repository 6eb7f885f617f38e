import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import type { Transfer } from '@lastpair/contracts';
import { expect, test } from 'vitest';
import type { TestStore } from '../kit/store.ts';
import { until } from '../kit/until.ts';

/** Suggestions, transfers and dumps. */
export function transferTests(store: () => TestStore, dumpDir: () => string): void {
  const desk = () => store().merchant.http.desk;
  const tell = (readings: [name: string, model: string, inventory: number][]) =>
    desk().readings.send.mutate({
      readings: readings.map(([name, model, inventory]) => ({ store: name, model, inventory })),
    });
  const setUp = async (model: string, from: number, to: number) => {
    await tell([
      [`${model} full`, model, from],
      [`${model} empty`, model, to],
    ]);
    const [stores, models] = await Promise.all([
      desk().stores.query({ name: model }),
      desk().models.query({ name: model }),
    ]);
    const idOf = (name: string) => stores.items.find((each) => each.name === name)!.id;
    const modelId = models.items[0]!.id;
    const way = { modelId, fromStoreId: idOf(`${model} full`), toStoreId: idOf(`${model} empty`) };
    const inventory = async (storeId: number) =>
      (await desk().shelves.query({ storeId, modelId })).items[0]!.inventory;
    const counts = async (): Promise<[number, number]> => [
      await inventory(way.fromStoreId),
      await inventory(way.toStoreId),
    ];
    return { way, counts };
  };

  test('a suggestion is accepted, sent and received in part, with what is missing; counts add up all the way', async () => {
    const { way, counts } = await setUp('MOVED', 84, 2);
    const [suggestion] = await desk().transfers.suggestions.query({ modelId: way.modelId });
    expect(suggestion).toMatchObject({ ...way, quantity: 3, hoursGained: null });
    expect(suggestion!.words).toContain('MOVED full has 84 MOVED');
    const transferId = crypto.randomUUID();
    const asked = { ...way, quantity: suggestion!.quantity, reason: suggestion!.words, transferId };
    const requested = await desk().transfers.request.mutate(asked);
    expect(await desk().transfers.request.mutate(asked)).toEqual(requested);
    // What is asked for counts as there.
    expect(await desk().transfers.suggestions.query({ modelId: way.modelId })).toEqual([]);
    const step = (name: string, body: object = {}) =>
      store().merchant.rest('POST', `/api/transfers/${transferId}/${name}`, body);
    await desk().transfers.edit.mutate({ transferId, quantity: 10 });
    expect((await step('receive')).body['code']).toBe('not_in_transit');
    expect((await step('send', { quantity: 11 })).body['code']).toBe('too_many');
    expect((await step('send')).status).toBe(200);
    expect(await counts()).toEqual([74, 2]);
    expect((await step('send')).status).toBe(409);
    expect((await step('cancel')).status).toBe(409);
    await step('receive', { received: 6 });
    expect(await counts()).toEqual([74, 8]);
    expect((await step('receive', { received: 5 })).body['code']).toBe('too_many');
    const { body } = await step('receive', { received: 3, missing: 1 });
    expect(body).toMatchObject({
      status: 'received',
      sent: 10,
      received: 9,
      missing: 1,
      onTheWay: 0,
    });
    expect(await counts()).toEqual([74, 11]);
    // What the store says itself goes before.
    await tell([['MOVED empty', 'MOVED', 10]]);
    expect(await counts()).toEqual([74, 10]);
  });

  test('of many who send and receive at once, each pair moves once', async () => {
    const { way, counts } = await setUp('RACED', 20, 0);
    const transfers = await Promise.all(
      Array.from({ length: 6 }, () => desk().transfers.request.mutate({ ...way, quantity: 7 })),
    );
    const steps = (kind: 'send' | 'receive') =>
      Promise.allSettled(
        [...transfers, ...transfers].map(({ id }, n) =>
          store()
            .merchantAt(n % 2)
            .http.desk.transfers[kind].mutate({ transferId: id }),
        ),
      );
    const sent = await steps('send');
    expect(sent.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
    expect(await counts()).toEqual([6, 0]);
    const received = await steps('receive');
    expect(received.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
    expect(await counts()).toEqual([6, 14]);
    const left = transfers.filter(({ id }) => !done(received, id));
    for (const { id } of left) await desk().transfers.cancel.mutate({ transferId: id });
    expect(left).toHaveLength(4);
  });

  test('a way that is dismissed is not suggested again', async () => {
    const { way } = await setUp('DISMISSED', 50, 1);
    expect(await desk().transfers.suggestions.query({ modelId: way.modelId })).toHaveLength(1);
    await desk().transfers.dismiss.mutate(way);
    expect(await desk().transfers.suggestions.query({ modelId: way.modelId })).toEqual([]);
  });

  test('a dump is written whole, and the old ones go', async () => {
    await setUp('DUMPED', 5, 5);
    const { mkdir } = await import('node:fs/promises');
    await mkdir(path.join(dumpDir(), 'desk-2020-01-01T00-15-00Z'), { recursive: true });
    await mkdir(path.join(dumpDir(), 'not-a-dump'), { recursive: true });
    await desk().dump.mutate();
    const folder = await until('a dump', async () => {
      const names = await readdir(dumpDir());
      const fresh = names.find((name) => /^desk-202[1-9].*Z$/.test(name));
      return fresh && !names.includes('desk-2020-01-01T00-15-00Z') && path.join(dumpDir(), fresh);
    });
    expect((await readdir(folder)).toSorted()).toEqual([
      'alerts.csv',
      'shelves.csv',
      'transfers.csv',
    ]);
    expect(await readdir(dumpDir())).toContain('not-a-dump');
    expect(await readFile(path.join(folder, 'shelves.csv'), 'utf8')).toContain(
      '"DUMPED full","DUMPED",5,',
    );
  });
}

const done = (results: PromiseSettledResult<Transfer>[], id: string): boolean =>
  results.some((result) => result.status === 'fulfilled' && result.value.id === id);
