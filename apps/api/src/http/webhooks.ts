import { writePaymentEvent } from '@lastpair/db';
import { tellSandboxEvents } from '@lastpair/payment';
import { Hono } from 'hono';
import { ApiError } from '../api-error.ts';
import type { Services } from '../context.ts';

/**
 * Where the payment provider tells what happened there. What is not signed by it is refused. What is told is kept, once,
 * before it is answered, and goes to the workers through the queue: a provider that hears nothing tells it again.
 */
export function createWebhooks({ db, road, till, logger }: Services): Hono {
  const webhooks = new Hono();
  webhooks.post('/payments/:provider', async (c) => {
    if (c.req.param('provider') !== till.provider) {
      throw new ApiError('unknown_path', 'This store has no such payment provider.');
    }
    const event = till.readWebhook(await c.req.text(), (name) => c.req.header(name));
    if (!event) throw new ApiError('bad_signature', 'This is not from the payment provider.');
    const { eventId, orderId, payload } = event;
    const { provider } = till;
    const fresh = await writePaymentEvent(db, { provider, eventId, orderId, payload });
    if (fresh) {
      road.orders
        .tell(eventId)
        .catch((error: unknown) => logger.warn({ err: error }, 'nobody was told of an event'));
    }
    return c.json({ received: true });
  });
  return webhooks;
}

const TELL_EVERY_MS = 250;

/** Lets the sandbox call our webhook, as a provider somewhere else would. Gives the function that ends it. */
export function startSandboxTeller({ db, env, till, logger }: Services, url: string): () => void {
  if (till.provider !== 'sandbox') return () => {};
  let telling = false;
  const tell = (): Promise<void> =>
    tellSandboxEvents(db, env.SANDBOX_WEBHOOK_SECRET, async (body, headers) => {
      const response = await fetch(`${url}/api/webhooks/payments/sandbox`, {
        method: 'POST',
        body,
        headers: { ...headers, 'content-type': 'application/json' },
      });
      if (!response.ok) logger.warn({ status: response.status }, 'the sandbox was not heard');
    });
  const timer = setInterval(() => {
    if (telling) return;
    telling = true;
    void tell()
      .catch((error: unknown) => logger.warn({ err: error }, 'the sandbox could not tell'))
      .finally(() => (telling = false));
  }, TELL_EVERY_MS);
  return () => clearInterval(timer);
}
