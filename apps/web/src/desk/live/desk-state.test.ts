import type { DeskEvent, Shelf } from '@lastpair/contracts';
import { TRAIL_LEVELS } from '@lastpair/contracts';
import { expect, test } from 'vitest';
import { deskAfter } from './desk-state.ts';
import type { DeskState } from './desk-state.ts';

const instant = (second: number): string => new Date(second * 1_000).toISOString();

const shelf = (inventory: number, second: number, storeId = 1): Shelf => ({
  storeId,
  modelId: 7,
  inventory,
  at: instant(second),
  perHour: 0,
  hoursLeft: null,
  mark: 'ok',
});

const event = (kind: DeskEvent['kind'], second: number, some: Partial<DeskEvent>): DeskEvent => ({
  kind,
  seq: second,
  serverTime: instant(second),
  totals: { stores: 1, models: 1, low: 0, high: 0 },
  stores: [],
  models: [],
  shelves: [],
  alerts: [],
  transfers: [],
  taps: [],
  ...some,
});

const hear = (...events: DeskEvent[]): DeskState =>
  events.reduce<DeskState | undefined>(
    (desk, each) => deskAfter(desk, { kind: 'event', event: each }),
    undefined,
  )!;

const store = (id: number) => ({ id, name: `Store ${id}`, since: instant(0) });

test('a change is put in by its place, and what it changed is remembered', () => {
  const desk = hear(
    event('snapshot', 10, { stores: [store(1)], shelves: [shelf(9, 5), shelf(4, 5, 2)] }),
    event('changes', 11, { shelves: [shelf(7, 11)] }),
  );
  expect(desk.shelves.get('1.7')?.inventory).toBe(7);
  expect(desk.shelves.get('2.7')?.inventory).toBe(4);
  expect(desk.moves).toEqual([{ id: 0, storeId: 1, modelId: 7, by: -2, at: 11_000 }]);
  expect(desk.trails.get('1.7')).toEqual([9, 7]);
});

test('what is told twice is no second change', () => {
  const again = event('changes', 11, { shelves: [shelf(7, 11)] });
  const desk = hear(event('snapshot', 10, { shelves: [shelf(9, 5)] }), again, again);
  expect(desk.moves).toHaveLength(1);
});

test('a snapshot replaces the window, and tells what changed while nobody listened', () => {
  const desk = hear(
    event('snapshot', 10, { stores: [store(1), store(2)], shelves: [shelf(9, 5), shelf(4, 5, 2)] }),
    event('snapshot', 20, { stores: [store(1)], shelves: [shelf(3, 19)] }),
  );
  expect([...desk.stores.keys()]).toEqual([1]);
  expect([...desk.shelves.keys()]).toEqual(['1.7']);
  expect(desk.moves.map(({ by }) => by)).toEqual([-6]);
});

test('a change is forgotten after a minute, with an event or without one', () => {
  const before = hear(
    event('snapshot', 10, { shelves: [shelf(9, 5)] }),
    event('changes', 11, { shelves: [shelf(7, 11)] }),
  );
  expect(deskAfter(before, { kind: 'time', now: 70_000 })).toBe(before);
  expect(deskAfter(before, { kind: 'time', now: 71_000 })?.moves).toEqual([]);
  const later = { kind: 'event' as const, event: event('changes', 80, {}) };
  expect(deskAfter(before, later)?.moves).toEqual([]);
});

test('a line of levels is as long as the one that is asked for, and goes on from it', () => {
  let desk = hear(event('snapshot', 1, { shelves: [shelf(177, 1)] }));
  const levels = Array.from({ length: TRAIL_LEVELS }, (_, n) => 200 - n);
  desk = deskAfter(desk, { kind: 'trails', trails: [{ storeId: 1, modelId: 7, levels }] })!;
  desk = deskAfter(desk, {
    kind: 'event',
    event: event('changes', 2, { shelves: [shelf(99, 2)] }),
  })!;
  expect(desk.trails.get('1.7')).toEqual([...levels.slice(1), 99]);
});

test('a level that an answer told of before its event came is in the line once', () => {
  let desk = hear(event('snapshot', 1, { shelves: [shelf(9, 1)] }));
  const trails = [{ storeId: 1, modelId: 7, levels: [9, 8] }];
  desk = deskAfter(desk, { kind: 'trails', trails })!;
  desk = deskAfter(desk, {
    kind: 'event',
    event: event('changes', 2, { shelves: [shelf(8, 2)] }),
  })!;
  expect(desk.trails.get('1.7')).toEqual([9, 8]);
});

test('nothing is done to a desk that nothing is known of', () => {
  expect(deskAfter(undefined, { kind: 'time', now: 0 })).toBeUndefined();
});
