import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AlertCall } from '@lastpair/contracts';
import { expect, test } from 'vitest';
import type { TestStore } from '../kit/store.ts';
import { until } from '../kit/until.ts';

/** Alerts, their limits, and whom they are sent to. The store gives a call up after two tries. */
export function alertTests(store: () => TestStore): void {
  const desk = () => store().merchant.http.desk;
  const tell = async (name: string, model: string, inventory: number) => {
    const { applied } = await desk().readings.send.mutate({
      readings: [{ store: name, model, inventory }],
    });
    expect(applied).toBe(true);
  };
  const alertsOf = async (name: string) =>
    (await desk().alerts.list.query({ limit: 500 })).items.filter((each) => each.store === name);
  const idsOf = async (name: string) => {
    const { items } = await desk().stores.query({ name });
    const shelves = await desk().shelves.query({ storeId: items[0]!.id });
    return shelves.items[0]!;
  };

  test('an alert is raised, acknowledged and cleared, and does not flap', async () => {
    await tell('Flap', 'ADERI', 10);
    for (const level of [4, 3, 4, 2, 4, 3, 4]) await tell('Flap', 'ADERI', level);
    const [raised, ...others] = await alertsOf('Flap');
    expect(others).toEqual([]);
    expect(raised).toMatchObject({ kind: 'low', status: 'raised', inventory: 3, limit: 3 });
    const acknowledged = await desk().alerts.acknowledge.mutate({ alertId: raised!.id });
    expect(acknowledged).toMatchObject({ status: 'acknowledged', acknowledgedBy: 'Merchant' });
    expect(await desk().alerts.acknowledge.mutate({ alertId: raised!.id })).toEqual(acknowledged);
    await tell('Flap', 'ADERI', 5);
    await until('it is cleared', async () => (await alertsOf('Flap'))[0]?.status === 'cleared');
    await tell('Flap', 'ADERI', 0);
    const history = await alertsOf('Flap');
    expect(history.map(({ status }) => status)).toEqual(['raised', 'cleared']);
    const open = await desk().alerts.list.query({ status: 'open', limit: 500 });
    expect(open.items.filter((each) => each.store === 'Flap')).toEqual([history[0]]);
  });

  test('limits of a shelf go before those of its model, and shelves are judged anew when they change', async () => {
    await tell('Limits', 'LIMITED', 40);
    const { storeId, modelId } = await idsOf('Limits');
    const marked = (mark: string) => until(mark, async () => (await idsOf('Limits')).mark === mark);
    await desk().thresholds.set.mutate({ modelId, low: null, high: 40, margin: 5 });
    await marked('high');
    await desk().thresholds.set.mutate({ storeId, modelId, low: 45, high: null, margin: 1 });
    await marked('low');
    await desk().thresholds.remove.mutate({ storeId, modelId });
    await marked('high');
    const removed = await store().merchant.rest('DELETE', `/api/thresholds?modelId=${modelId}`);
    expect(removed.body).toEqual({ removed: true });
    await marked('ok');
    const kinds = (await alertsOf('Limits')).map(({ kind, status }) => `${kind} ${status}`);
    expect(kinds).toEqual(['high cleared', 'low cleared', 'high cleared']);
    const wrong = await store().merchant.rest('PUT', '/api/thresholds', {
      low: 9,
      high: 9,
      margin: 1,
    });
    expect(wrong.status).toBe(400);
    const storeAlone = await store().merchant.rest('PUT', '/api/thresholds', {
      storeId,
      low: 1,
      high: 9,
      margin: 1,
    });
    expect(storeAlone.status).toBe(400);
  });

  test('the webhook is told, signed, again after a failure, and in the end not at all', async () => {
    const heard: { call: AlertCall; id: string; signed: boolean }[] = [];
    let secret = '';
    let failures = 1;
    const server = createServer((request, response) => {
      let text = '';
      request.on('data', (chunk: Buffer) => (text += chunk.toString()));
      request.on('end', () => {
        if (failures > 0) {
          failures -= 1;
          return void response.writeHead(500).end();
        }
        const time = String(request.headers['lastpair-timestamp']);
        const hmac = createHmac('sha256', secret).update(`${time}.${text}`).digest();
        const given = Buffer.from(String(request.headers['lastpair-signature']).slice(3), 'hex');
        heard.push({
          call: AlertCall.parse(JSON.parse(text)),
          id: String(request.headers['lastpair-call']),
          signed:
            Math.abs(Date.now() / 1_000 - Number(time)) < 60 &&
            given.length === hmac.length &&
            timingSafeEqual(given, hmac),
        });
        response.writeHead(204).end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/alerts`;
    try {
      ({ secret } = await desk().webhook.set.mutate({ url }));
      await tell('Hook', 'ADERI', 1);
      await until('the call', () => heard.length === 1);
      await tell('Hook', 'ADERI', 30);
      await until('the next', () => heard.length === 2);
      expect(heard.map(({ call }) => call.event)).toEqual(['alert.raised', 'alert.cleared']);
      expect(heard.every(({ signed, call, id }) => signed && call.id === id)).toBe(true);
      expect(heard[0]!.call.alert).toMatchObject({ store: 'Hook', model: 'ADERI', inventory: 1 });
      const well = await until('the outbox is empty', async () => {
        const webhook = await desk().webhook.get.query();
        return webhook.waiting === 0 && webhook.lastDeliveredAt !== null && webhook;
      });
      expect(well).toMatchObject({ url, dead: 0, lastError: null });
      expect(JSON.stringify(well)).not.toContain(secret);

      failures = Number.POSITIVE_INFINITY;
      await tell('Hook', 'ADERI', 0);
      const given = await until('it is given up', async () => {
        const webhook = await desk().webhook.get.query();
        return webhook.dead === 1 && webhook;
      });
      expect(given.lastError).toBe('the webhook answered 500');
      const letters = await store().database.query<{ payload: AlertCall }>(
        `select payload from dead_letter where kind = 'call'`,
      );
      expect(letters).toHaveLength(1);
      expect(letters[0]!.payload.alert.store).toBe('Hook');
    } finally {
      await desk().webhook.remove.mutate();
      server.close();
    }
  });
}
