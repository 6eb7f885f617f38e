import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Stripe } from 'stripe';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { recorded } from './stripe-shapes.test-kit.ts';
import type { Recorded } from './stripe-shapes.test-kit.ts';
import { openStripe } from './stripe.ts';
import { NoAnswer } from './till.ts';
import type { Charge, Till } from './till.ts';

const WEBHOOK_SECRET = 'whsec_for_tests_only';
const CHARGE: Charge = {
  orderId: '0198c0de-0000-7000-8000-000000000001',
  amountCents: 38_000,
  currency: 'USD',
  method: 'pm_card_visa',
  providerId: 'pi_1',
};

type Asked = { method: string; path: string; body: URLSearchParams; key: string | undefined };

describe('Stripe’s library against shapes as Stripe sends them', () => {
  let answers: Recorded[] = [];
  let asked: Asked[] = [];
  let till: Till;
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const key = request.headers['idempotency-key'];
      asked.push({
        method: request.method!,
        path: request.url!,
        body: new URLSearchParams(body),
        key: typeof key === 'string' ? key : undefined,
      });
      const answer = answers.shift();
      if (!answer) return response.destroy();
      response.writeHead(answer.status, { 'content-type': 'application/json' });
      return response.end(JSON.stringify(answer.body));
    });
  });
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    till = openStripe({
      secretKey: 'sk_test_none',
      publishableKey: 'pk_test_none',
      webhookSecret: WEBHOOK_SECRET,
      payWithinSeconds: 300,
      at: { host: '127.0.0.1', port, protocol: 'http' },
    });
  });
  afterAll(() => new Promise<void>((resolve) => server.close(() => resolve())));
  beforeEach(() => {
    answers = [];
    asked = [];
  });

  test('money is asked for once by order, and not taken yet', async () => {
    answers = [recorded.intent('requires_capture')];
    const answer = await till.authorise({ ...CHARGE, providerId: undefined });
    expect(answer).toEqual({
      status: 'authorised',
      providerId: 'pi_1',
      paidWith: 'Visa ending in 4242',
    });
    const [{ method, path, body, key }] = asked as [Asked];
    expect([method, path, key]).toEqual([
      'POST',
      '/v1/payment_intents',
      `authorise-${CHARGE.orderId}`,
    ]);
    expect(Object.fromEntries(body)).toMatchObject({
      amount: '38000',
      currency: 'usd',
      payment_method: 'pm_card_visa',
      confirm: 'true',
      capture_method: 'manual',
      'metadata[order_id]': CHARGE.orderId,
      'automatic_payment_methods[allow_redirects]': 'never',
    });
  });

  test.each<[what: string, answer: Recorded, status: string]>([
    ['a card that is declined', recorded.declined, 'declined'],
    ['a payment method that is none', recorded.noSuchMethod, 'declined'],
    ['a bank that asks the shopper first', recorded.intent('requires_action'), 'pending'],
    ['a payment under way', recorded.intent('processing'), 'pending'],
  ])('%s', async (_what, answer, status) => {
    answers = [answer];
    const told = await till.authorise({ ...CHARGE, providerId: undefined });
    expect(told.status).toBe(status);
    const asks = answer === recorded.intent('requires_action');
    expect(told.clientSecret).toBe(asks ? 'pi_1_secret' : undefined);
  });

  test.each<[intent: Parameters<typeof recorded.intent>, status: string]>([
    [['requires_payment_method'], 'declined'],
    [['requires_capture'], 'authorised'],
    [['succeeded'], 'captured'],
    [['succeeded', true], 'refunded'],
    [['canceled'], 'cancelled'],
    [['requires_action'], 'pending'],
  ])('how a payment stands: %j', async (intent, status) => {
    answers = [recorded.intent(...intent)];
    expect((await till.status(CHARGE)).status).toBe(status);
    expect(asked[0]).toMatchObject({ method: 'GET' });
    expect(asked[0]!.path).toMatch(/^\/v1\/payment_intents\/pi_1\?expand/);
  });

  test('what is captured or called off already stays as it is, and that is the answer', async () => {
    answers = [recorded.unexpectedState, recorded.intent('succeeded')];
    expect((await till.capture(CHARGE)).status).toBe('captured');
    answers = [recorded.unexpectedState, recorded.intent('succeeded')];
    expect((await till.cancel(CHARGE)).status).toBe('captured');
    answers = [recorded.intent('canceled')];
    expect((await till.cancel(CHARGE)).status).toBe('cancelled');
    expect(asked.map(({ path }) => path.split('?')[0])).toEqual([
      '/v1/payment_intents/pi_1/capture',
      '/v1/payment_intents/pi_1',
      '/v1/payment_intents/pi_1/cancel',
      '/v1/payment_intents/pi_1',
      '/v1/payment_intents/pi_1/cancel',
    ]);
  });

  test('money is given back once by order', async () => {
    answers = [recorded.refund('succeeded')];
    expect((await till.refund(CHARGE)).status).toBe('refunded');
    expect(asked[0]).toMatchObject({ path: '/v1/refunds', key: `refund-${CHARGE.orderId}` });
    answers = [recorded.alreadyRefunded, recorded.intent('succeeded', true)];
    expect((await till.refund(CHARGE)).status).toBe('refunded');
    answers = [recorded.refund('failed')];
    expect((await till.refund(CHARGE)).status).toBe('captured');
  });

  test('trouble at Stripe and silence are no answer; a wrong key is a mistake of ours', async () => {
    answers = [recorded.trouble, recorded.trouble];
    await expect(till.status(CHARGE)).rejects.toThrow(NoAnswer);
    await expect(till.status(CHARGE)).rejects.toThrow(NoAnswer);
    answers = [recorded.wrongKey];
    await expect(till.status(CHARGE)).rejects.not.toThrow(NoAnswer);
  });

  test('a webhook is believed to be from Stripe only with its signature, and says whose order it is', () => {
    const payload = JSON.stringify(recorded.event(CHARGE.orderId));
    const signature = (secret: string, timestamp?: number): string =>
      Stripe.webhooks.generateTestHeaderString({
        payload,
        secret,
        ...(timestamp !== undefined && { timestamp }),
      });
    const read = (body: string, header?: string) => till.readWebhook(body, () => header);
    expect(read(payload, signature(WEBHOOK_SECRET))).toEqual({
      eventId: 'evt_1',
      orderId: CHARGE.orderId,
      payload: { id: 'evt_1', type: 'payment_intent.amount_capturable_updated' },
    });
    const old = Math.floor(Date.now() / 1_000) - 3_600;
    expect(read(payload, signature(WEBHOOK_SECRET, old))).toBeUndefined();
    expect(read(payload, signature('whsec_of_somebody_else'))).toBeUndefined();
    expect(read(payload.replace('evt_1', 'evt_2'), signature(WEBHOOK_SECRET))).toBeUndefined();
    expect(read(payload)).toBeUndefined();
  });

  test('numbers of cards are no payment method', () => {
    expect(till.readMethod('pm_1AbC')).toBe('pm_1AbC');
    expect(till.readMethod('4242424242424242')).toBeUndefined();
  });
});
