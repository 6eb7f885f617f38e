import type { View } from '@lastpair/contracts';
import { describe, expect, it } from 'vitest';
import { createStockWatch } from './stock-watch.ts';

const view = (seq: number, available: number, sold = 0, total = 2): View => ({
  id: 'drop',
  product: {
    brand: 'b',
    name: 'n',
    colorway: 'c',
    imageUrl: null,
    priceCents: 0,
    currency: 'USD',
  },
  status: 'open',
  opensAt: null,
  holdSeconds: 5,
  limitPerShopper: 1,
  stockDisplay: 'exact',
  seq,
  sizes: [
    {
      size: 'US 8',
      sku: 's',
      total,
      available,
      reserved: 2 - available - sold,
      sold,
      level: 'low',
    },
  ],
  recentPurchases: [],
  serverTime: '2030-01-01T00:00:00.000Z',
});

describe('createStockWatch', () => {
  it('keeps the newest view, in whatever order they come', () => {
    const stock = createStockWatch();
    stock.see(view(5, 1));
    stock.see(view(4, 2));
    expect(stock.available('US 8')).toBe(1);
    expect(stock.available('US 9')).toBe(0);
    expect(stock.seen()).toEqual({ views: 2, broken: 0 });
  });

  it('wakes those who wait for a pair once, when one is shown after they were refused', () => {
    const stock = createStockWatch();
    const woken: string[] = [];
    stock.see(view(5, 1));
    stock.onReturn('US 8', 6, () => woken.push('refused at 6'));
    stock.onReturn('US 8', 8, () => woken.push('refused at 8'));
    stock.see(view(6, 1));
    stock.see(view(7, 0));
    expect(woken).toEqual([]);
    stock.see(view(8, 1));
    expect(woken).toEqual(['refused at 6']);
    stock.see(view(9, 2));
    stock.see(view(10, 1));
    expect(woken).toEqual(['refused at 6', 'refused at 8']);
    stock.onReturn('US 8', 9, () => woken.push('refused at 9'));
    expect(woken).toHaveLength(3);
  });

  it('sees when every pair is sold', () => {
    const stock = createStockWatch();
    expect(stock.soldOut()).toBe(false);
    stock.see(view(1, 0, 1));
    expect(stock.soldOut()).toBe(false);
    stock.see(view(2, 0, 2));
    expect(stock.soldOut()).toBe(true);
  });

  it('counts views whose counters do not add up', () => {
    const stock = createStockWatch();
    stock.see(view(1, 1, 0, 3));
    expect(stock.seen()).toEqual({ views: 1, broken: 1 });
  });
});
