import type { View } from '@lastpair/contracts';
import { expect, test } from 'vitest';
import { laterList, laterView, patchList } from './patch-views.ts';

const viewOf = (id: string, seq: number, changes: Partial<View> = {}): View => ({
  id,
  product: {
    brand: 'Aster',
    name: 'Meridian',
    colorway: 'Bone',
    imageUrl: null,
    priceCents: 12_000,
    currency: 'EUR',
  },
  status: 'open',
  opensAt: null,
  holdSeconds: 60,
  limitPerShopper: 1,
  stockDisplay: 'exact',
  seq,
  sizes: [],
  recentPurchases: [],
  serverTime: new Date(seq * 1_000).toISOString(),
  ...changes,
});

test('a newer view replaces an older one', () => {
  const newer = viewOf('a', 5);
  expect(laterView(viewOf('a', 4), newer)).toBe(newer);
});

test('views that come in another order end at the newest', () => {
  const views = [3, 1, 5, 2, 4].map((seq) => viewOf('a', seq));
  const last = views.reduce<View | undefined>(laterView, undefined);
  expect(last?.seq).toBe(5);
});

test('a repeated view changes nothing, not even the object', () => {
  const known = viewOf('a', 5);
  expect(laterView(known, viewOf('a', 5))).toBe(known);
});

test('views that were missed do not matter: each is complete', () => {
  const newest = viewOf('a', 90);
  expect(laterView(viewOf('a', 2), newest)).toBe(newest);
});

test('of the same seq the one read later counts, as a drop opens by the clock', () => {
  const scheduled = viewOf('a', 5, { status: 'scheduled' });
  const open = viewOf('a', 5, { serverTime: new Date(6_000).toISOString() });
  expect(laterView(scheduled, open)).toBe(open);
  expect(laterView(open, scheduled)).toBe(open);
});

test('a view of another drop replaces whatever was there', () => {
  const other = viewOf('b', 1);
  expect(laterView(viewOf('a', 5), other)).toBe(other);
});

test('the list changes in its one entry', () => {
  const list = [viewOf('a', 1), viewOf('b', 1)];
  const newer = viewOf('b', 2);
  const patched = patchList(list, newer);
  expect(patched?.[0]).toBe(list[0]);
  expect(patched?.[1]).toBe(newer);
});

test('the list is the same list when the view is old, repeated or of a drop it does not have', () => {
  const list = [viewOf('a', 4)];
  expect(patchList(list, viewOf('a', 3))).toBe(list);
  expect(patchList(list, viewOf('a', 4))).toBe(list);
  expect(patchList(list, viewOf('z', 9))).toBe(list);
  expect(patchList(undefined, viewOf('a', 1))).toBeUndefined();
});

test('a list that was read before an event came does not undo the event', () => {
  const fromEvent = viewOf('a', 7);
  const fetched = [viewOf('c', 1), viewOf('a', 6), viewOf('b', 3)];
  const merged = laterList([fromEvent, viewOf('b', 2), viewOf('gone', 1)], fetched);
  expect(merged.map(({ id, seq }) => `${id}${seq}`)).toEqual(['c1', 'a7', 'b3']);
  expect(merged[1]).toBe(fromEvent);
});
