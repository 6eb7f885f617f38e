import type { StockLevel, View } from '@lastpair/contracts';
import { expect, test } from 'vitest';
import { heroOf } from './hero-of.ts';

const now = Date.parse('2026-01-01T12:00:00.000Z');
const viewOf = (
  id: string,
  status: View['status'],
  opensAt: string | null,
  ...levels: StockLevel[]
) => ({ id, status, opensAt, sizes: levels.map((level) => ({ size: level, level })) }) as View;

const quiet = viewOf('quiet', 'open', null, 'high', 'high');
const wanted = viewOf('wanted', 'open', null, 'low', 'out');
const gone = viewOf('gone', 'open', null, 'out', 'out');
const soon = viewOf('soon', 'scheduled', '2026-01-01T12:10:00.000Z', 'high');
const sooner = viewOf('sooner', 'scheduled', '2026-01-01T12:05:00.000Z', 'high');
const surprise = viewOf('surprise', 'scheduled', null, 'high');

test('the next to open is the hero, then the live one that goes fastest, then any', () => {
  expect(heroOf([quiet, soon, sooner, wanted], now)?.id).toBe('sooner');
  expect(heroOf([quiet, gone, wanted, surprise], now)?.id).toBe('wanted');
  expect(heroOf([gone], now)?.id).toBe('gone');
  expect(heroOf([], now)).toBeUndefined();
});
