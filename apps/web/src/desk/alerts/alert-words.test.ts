import type { Alert, Shelf } from '@lastpair/contracts';
import { expect, test } from 'vitest';
import { alertInWords, asOfNow } from './alert-words.ts';

const alert = (some: Partial<Alert> = {}): Alert => ({
  id: 'a',
  storeId: 1,
  store: 'Laval',
  modelId: 7,
  model: 'ADERI',
  kind: 'low',
  status: 'raised',
  limit: 3,
  inventory: 3,
  perHour: 9,
  hoursLeft: 0.33,
  raisedAt: '',
  acknowledgedAt: null,
  acknowledgedBy: null,
  clearedAt: null,
  ...some,
});

test.each<[Partial<Alert>, string]>([
  [{}, 'Laval has too few ADERI: 3 pairs; sells 9 an hour, lasts 20 min'],
  [
    { inventory: 1, perHour: 0.5, hoursLeft: 2 },
    'Laval has too few ADERI: 1 pair; sells 0.5 an hour, lasts 2 h',
  ],
  [
    { inventory: 0, hoursLeft: 0 },
    'Laval has too few ADERI: 0 pairs; sells 9 an hour, and is sold out',
  ],
  [
    { kind: 'high', inventory: 90, perHour: 0, hoursLeft: null },
    'Laval has too many ADERI: 90 pairs',
  ],
])('%o is said in one sentence', (some, words) => {
  expect(alertInWords(alert(some))).toBe(words);
});

test('an open alert tells what the shelf has now; a cleared one what it had', () => {
  const shelf = { storeId: 1, modelId: 7, inventory: 1, perHour: 4, hoursLeft: 0.25 } as Shelf;
  const shelves = new Map([['1.7', shelf] as const]);
  expect(asOfNow(alert(), { shelves })).toMatchObject({ inventory: 1, perHour: 4 });
  expect(asOfNow(alert({ status: 'cleared' }), { shelves }).inventory).toBe(3);
  expect(asOfNow(alert(), { shelves: new Map() }).inventory).toBe(3);
});
