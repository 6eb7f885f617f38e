import type { Outcome } from '@lastpair/contracts';
import { TRPCClientError } from '@trpc/client';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createShop } from './create-shop.ts';
import type { ShopParts } from './create-shop.ts';

const wantSize = { kind: 'reserve', dropId: 'drop-1', size: '42' } as const;
const refused: Outcome = { commandId: 'c1', status: 'refused', reason: 'sold_out' };
const queued: Outcome = { commandId: 'c1', status: 'queued', ahead: 4 };

const told = (problem: string, retryAfterSeconds?: number): Error =>
  TRPCClientError.from({
    error: { code: 0, message: problem, data: { problem, retryAfterSeconds } },
  });
const unheard = (): Error => TRPCClientError.from(new Error('socket closed'));

const openShop = (parts: Partial<ShopParts> = {}) => {
  const kept = new Map<string, string>();
  let ids = 0;
  const world: ShopParts = {
    send: vi.fn(async () => queued),
    ask: vi.fn(async () => queued),
    onOutcome: vi.fn(),
    newId: () => `c${(ids += 1)}`,
    now: Date.now,
    storage: {
      getItem: (key) => kept.get(key) ?? null,
      setItem: (key, value) => void kept.set(key, value),
    },
    ...parts,
  };
  return { shop: createShop(world), world };
};

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());
const seconds = (count: number) => vi.advanceTimersByTimeAsync(count * 1_000);

test('a double click sends one command', async () => {
  const { shop, world } = openShop();
  shop.want(wantSize);
  shop.want(wantSize);
  await seconds(0);
  expect(world.send).toHaveBeenCalledTimes(1);
  expect(shop.getShopping().pending).toMatchObject([{ phase: 'in_line', ahead: 4 }]);
});

test('an outcome that comes by itself settles the command, and nobody asks', async () => {
  const { shop, world } = openShop();
  shop.want(wantSize);
  await seconds(1);
  shop.take(refused);
  await seconds(60);
  expect(shop.getShopping()).toMatchObject({ pending: [], notice: { tone: 'bad' } });
  expect(world.ask).not.toHaveBeenCalled();
  expect(world.onOutcome).toHaveBeenCalledExactlyOnceWith(refused, true);
});

test('an outcome that does not come is asked for after three seconds', async () => {
  const { shop, world } = openShop({ ask: vi.fn(async () => refused) });
  shop.want(wantSize);
  await seconds(2.9);
  expect(world.ask).not.toHaveBeenCalled();
  await seconds(0.2);
  expect(shop.getShopping().notice?.tone).toBe('bad');
});

test('a command that was lost on the way is sent again under the same id', async () => {
  const send = vi
    .fn<ShopParts['send']>()
    .mockRejectedValueOnce(unheard())
    .mockResolvedValue(queued);
  const { shop } = openShop({ send, ask: vi.fn().mockRejectedValue(told('unknown_command')) });
  shop.want(wantSize);
  await seconds(3);
  expect(send.mock.calls.map(([{ commandId }]) => commandId)).toEqual(['c1', 'c1']);
});

test('nobody waits longer than half a minute, and then it is said', async () => {
  const never = (): Promise<Outcome> => new Promise(() => {});
  const { shop } = openShop({ send: never, ask: never });
  shop.want(wantSize);
  await seconds(29);
  expect(shop.getShopping().pending[0]?.phase).toBe('sending');
  await seconds(1);
  expect(shop.getShopping().pending[0]?.phase).toBe('unanswered');
});

test('a command that never arrived is said to have done nothing', async () => {
  const { shop } = openShop({
    send: vi.fn().mockRejectedValue(unheard()),
    ask: vi.fn().mockRejectedValue(unheard()),
  });
  shop.want(wantSize);
  await seconds(31);
  const { shop: later } = openShop({
    ask: vi.fn().mockRejectedValue(told('unknown_command')),
    storage: { getItem: () => JSON.stringify(shop.getShopping().pending), setItem: () => {} },
  });
  later.askAll();
  await seconds(0);
  expect(later.getShopping()).toMatchObject({ pending: [], notice: { tone: 'bad' } });
});

test('too many clicks are said in words, with the time to wait', async () => {
  const { shop } = openShop({ send: vi.fn().mockRejectedValue(told('too_many_requests', 2)) });
  shop.want(wantSize);
  await seconds(0);
  expect(shop.getShopping().pending).toEqual([]);
  expect(shop.getShopping().notice?.text).toContain('Wait 2 s');
});

test('a reload goes on with what was pending', async () => {
  const { shop, world } = openShop();
  shop.want(wantSize);
  await seconds(1);
  const reloaded = openShop({ storage: world.storage, ask: vi.fn(async () => refused) });
  expect(reloaded.shop.getShopping().pending).toMatchObject([{ commandId: 'c1' }]);
  reloaded.shop.askAll();
  await seconds(0);
  expect(reloaded.shop.getShopping()).toMatchObject({ pending: [], notice: { tone: 'bad' } });
});

test('what a broken tab has kept is left out', () => {
  const storage = { getItem: () => '[{"commandId":1},null,"x"]', setItem: () => {} };
  expect(openShop({ storage }).shop.getShopping().pending).toEqual([]);
  const broken = { getItem: () => '{', setItem: () => {} };
  expect(openShop({ storage: broken }).shop.getShopping().pending).toEqual([]);
});

test('another session forgets what was pending and sends none of it', async () => {
  const { shop, world } = openShop({ ask: vi.fn().mockRejectedValue(told('unknown_command')) });
  shop.want(wantSize);
  await seconds(1);
  shop.forget();
  await seconds(60);
  expect(world.send).toHaveBeenCalledTimes(1);
});
