import type { Mark, Shelf } from '@lastpair/contracts';
import { expect, test } from 'vitest';
import { chooseGrid } from './choose.ts';
import type { Choice } from './choose.ts';

const names = (...all: string[]) =>
  new Map(all.map((name, index) => [index + 1, { id: index + 1, name, since: '' }]));
const shelf = (storeId: number, modelId: number, inventory: number, mark: Mark, perHour = 0) =>
  [
    `${storeId}.${modelId}`,
    { storeId, modelId, inventory, mark, perHour, at: '', hoursLeft: null } satisfies Shelf,
  ] as const;

const desk = {
  stores: names('Laval', 'Anjou', 'Brossard'),
  models: names('ADERI', 'BOREAL'),
  shelves: new Map([
    shelf(1, 1, 84, 'high'),
    shelf(1, 2, 10, 'ok', 4),
    shelf(2, 1, 2, 'low', 9),
    shelf(2, 2, 5, 'ok'),
  ]),
  moves: [
    { id: 0, storeId: 2, modelId: 1, by: -2, at: 0 },
    { id: 1, storeId: 2, modelId: 1, by: -1, at: 0 },
  ],
};
const choose = (choice: Partial<Choice>) =>
  chooseGrid(desk, { store: '', model: '', show: 'all', order: 'name', ...choice });
const storesOf = (choice: Partial<Choice>) => choose(choice).stores.map(({ name }) => name);
const modelsOf = (choice: Partial<Choice>) => choose(choice).models.map(({ name }) => name);

test('everything is there by name, empty stores too, with what each comes to', () => {
  const { stores, models, sum, moved } = choose({});
  expect(stores.map(({ name }) => name)).toEqual(['Anjou', 'Brossard', 'Laval']);
  expect(stores[0]!.sum).toEqual({ pairs: 7, alerts: 1, perHour: 9, moved: -3 });
  expect(models[1]!.sum).toEqual({ pairs: 15, alerts: 0, perHour: 4, moved: 0 });
  expect(sum).toEqual({ pairs: 101, alerts: 2, perHour: 13, moved: -3 });
  expect(moved.get('2.1')).toBe(-3);
});

test.each<[Partial<Choice>, string[], string[]]>([
  [{ store: ' LAV ' }, ['Laval'], ['ADERI', 'BOREAL']],
  [{ model: 'bor' }, ['Anjou', 'Brossard', 'Laval'], ['BOREAL']],
  [{ show: 'alerts' }, ['Anjou', 'Laval'], ['ADERI']],
  [{ show: 'low' }, ['Anjou'], ['ADERI']],
  [{ show: 'high' }, ['Laval'], ['ADERI']],
  [{ show: 'moved' }, ['Anjou'], ['ADERI']],
  [{ show: 'low', store: 'laval' }, [], []],
])('of %o these stores and models are left', (choice, stores, models) => {
  expect(storesOf(choice)).toEqual(stores);
  expect(modelsOf(choice)).toEqual(models);
});

test('stores and models come in the chosen order, by name where it is the same', () => {
  expect(storesOf({ order: 'alerts' })).toEqual(['Anjou', 'Laval', 'Brossard']);
  expect(storesOf({ order: 'fewest' })).toEqual(['Brossard', 'Anjou', 'Laval']);
  expect(storesOf({ order: 'fastest' })).toEqual(['Anjou', 'Laval', 'Brossard']);
  expect(modelsOf({ order: 'fewest' })).toEqual(['BOREAL', 'ADERI']);
});

test('what is not shown is not counted', () => {
  expect(choose({ show: 'low' }).sum.pairs).toBe(2);
});
