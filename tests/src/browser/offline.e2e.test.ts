import { describe, expect, inject, test } from 'vitest';
import { visit } from '../kit/browser.ts';
import { until } from '../kit/until.ts';
import { useStore } from '../kit/use-store.ts';
import { openLine } from './cuttable-line.ts';
import { reserveAs, useBrowser } from './use-browser.ts';

describe.skipIf(inject('chromium') === null)('a line that is cut', () => {
  const store = useStore({ backend: 'postgres', apis: 1, workers: 1 });
  const browser = useBrowser();

  test('offline and back ends up right, from the log alone', async () => {
    await using line = await openLine(store().url);
    const drop = await store().drop();
    const { page } = await visit(browser(), `${line.url}/drops/${drop.id}`);
    await reserveAs(page, 'Ada', '42');
    await page.getByTestId('hold').waitFor();
    const state = () => page.getByTestId('connection').getAttribute('data-state');
    await until('live', async () => (await state()) === 'live');

    line.cut();
    await until('offline', async () => (await state()) === 'offline');
    const stranger = await store().guest({ name: 'Bob' });
    const { reservation } = await stranger.reserve(drop.id, '42');
    await stranger.http.reservations.purchase.mutate({ reservationId: reservation!.id });
    expect(await page.getByTestId('hold').count()).toBe(1);

    const asked: string[] = [];
    page.on('request', (request) => void asked.push(request.url()));
    page.on('websocket', (socket) =>
      socket.on('framesent', ({ payload }) => void asked.push(String(payload))),
    );
    line.mend();
    await until('live again', async () => (await state()) === 'live');
    await page.getByText('Bob').waitFor();
    await until(
      'the stock to be right',
      async () => (await page.getByTestId('size-42').getAttribute('data-available')) === '8',
    );
    expect(await page.getByTestId('hold').count()).toBe(1);
    expect(asked.filter((sent) => /drops\.(list|byId)|me\.get/.test(sent))).toEqual([]);
    expect(asked.some((sent) => sent.includes('drops.watch') && sent.includes('lastEventId'))).toBe(
      true,
    );
  });
});
