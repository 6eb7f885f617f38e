import { Stripe } from 'stripe';
import { z } from 'zod';
import { NoAnswer } from './till.ts';
import type { Answer, Charge, ProviderEvent, Till } from './till.ts';

type StripeOptions = {
  secretKey: string;
  publishableKey: string;
  webhookSecret: string;
  payWithinSeconds: number;
  /** Somewhere else than Stripe, for tests. */
  at?: { host: string; port: number; protocol: 'http' };
};

/** An order waits this long for Stripe, once more after a broken connection, and then asks again by itself. */
const TIMEOUT_MS = 8_000;
const RETRIES = 1;
const EXPAND = { expand: ['latest_charge'] };
/** Conflict, too many requests: the same may be asked again. */
const ASK_AGAIN = new Set([409, 429]);

/**
 * Stripe by PaymentIntents with manual capture. The order's id is the idempotency key of asking for money and of giving it
 * back; capturing and cancelling happen once by themselves.
 */
export function openStripe(options: StripeOptions): Till {
  const stripe = new Stripe(options.secretKey, {
    timeout: TIMEOUT_MS,
    maxNetworkRetries: RETRIES,
    telemetry: false,
    ...options.at,
  });
  const retrieve = async (id: string): Promise<Answer> =>
    toAnswer(await stripe.paymentIntents.retrieve(id, EXPAND));
  const idOf = ({ orderId, providerId }: Charge): string => {
    if (!providerId) throw new Error(`order ${orderId} has no payment at Stripe yet`);
    return providerId;
  };
  /** What can't be done in the state it is in stays in that state, which is the answer. */
  const orAsItIs = (charge: Charge, ask: () => Promise<Answer>): Promise<Answer> =>
    answered(async () => {
      try {
        return await ask();
      } catch (error) {
        if (!isOfItsState(error)) throw error;
        return retrieve(idOf(charge));
      }
    });

  return {
    provider: 'stripe',
    options: () => ({
      provider: 'stripe',
      publishableKey: options.publishableKey,
      testCards: [],
      payWithinSeconds: options.payWithinSeconds,
    }),
    readMethod: (text) => (/^pm_[A-Za-z0-9_]{1,90}$/.test(text) ? text : undefined),
    authorise: (charge) =>
      answered(async () => {
        try {
          return toAnswer(
            await stripe.paymentIntents.create(
              {
                amount: charge.amountCents,
                currency: charge.currency.toLowerCase(),
                payment_method: charge.method,
                confirm: true,
                capture_method: 'manual',
                automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
                metadata: { order_id: charge.orderId },
                ...EXPAND,
              },
              { idempotencyKey: `authorise-${charge.orderId}` },
            ),
          );
        } catch (error) {
          const declined = declinedBy(error);
          if (declined) return declined;
          throw error;
        }
      }),
    status: (charge) => answered(() => retrieve(idOf(charge))),
    capture: (charge) =>
      orAsItIs(charge, async () =>
        toAnswer(await stripe.paymentIntents.capture(idOf(charge), EXPAND)),
      ),
    cancel: (charge) =>
      orAsItIs(charge, async () =>
        toAnswer(await stripe.paymentIntents.cancel(idOf(charge), EXPAND)),
      ),
    refund: (charge) =>
      orAsItIs(charge, async () => {
        const refund = await stripe.refunds.create(
          { payment_intent: idOf(charge), metadata: { order_id: charge.orderId } },
          { idempotencyKey: `refund-${charge.orderId}` },
        );
        const done = refund.status === 'succeeded' || refund.status === 'pending';
        return { status: done ? 'refunded' : 'captured', providerId: idOf(charge) };
      }),
    readWebhook: (body, header) => readEvent(stripe, options.webhookSecret, body, header),
  };
}

/** Tells silence and trouble at Stripe, after which the same is asked again, from mistakes of ours. */
async function answered(ask: () => Promise<Answer>): Promise<Answer> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof Stripe.errors.StripeError)) throw error;
    const { statusCode } = error;
    const troubled = statusCode === undefined || statusCode >= 500 || ASK_AGAIN.has(statusCode);
    if (!troubled) throw error;
    throw new NoAnswer(`Stripe did not answer: ${error.type}`, { cause: error });
  }
}

const isOfItsState = (error: unknown): boolean =>
  error instanceof Stripe.errors.StripeError &&
  (error.code === 'payment_intent_unexpected_state' || error.code === 'charge_already_refunded');

/** A card that was declined, or a payment method that is none, is an answer. */
function declinedBy(error: unknown): Answer | undefined {
  if (!(error instanceof Stripe.errors.StripeError)) return undefined;
  const card = error instanceof Stripe.errors.StripeCardError;
  if (!card && error.param !== 'payment_method') return undefined;
  return { status: 'declined', providerId: error.payment_intent?.id };
}

function toAnswer(intent: Stripe.PaymentIntent): Answer {
  const charge = typeof intent.latest_charge === 'object' ? intent.latest_charge : undefined;
  const card = charge?.payment_method_details?.card;
  return {
    status: statusOf(intent, charge?.refunded ?? false),
    providerId: intent.id,
    ...(card?.last4 && { paidWith: `${nameOf(card.brand)} ending in ${card.last4}` }),
    ...(intent.status === 'requires_action' &&
      intent.client_secret && { clientSecret: intent.client_secret }),
  };
}

const nameOf = (brand: string | null): string =>
  brand ? brand[0]!.toUpperCase() + brand.slice(1) : 'Card';

function statusOf(intent: Stripe.PaymentIntent, refunded: boolean): Answer['status'] {
  switch (intent.status) {
    case 'requires_capture':
      return 'authorised';
    case 'succeeded':
      return refunded ? 'refunded' : 'captured';
    case 'canceled':
      return 'cancelled';
    case 'requires_payment_method':
      return intent.last_payment_error ? 'declined' : 'pending';
    case 'processing':
    case 'requires_action':
    case 'requires_confirmation':
      break;
  }
  return 'pending';
}

/** What an event of Stripe says that we need: whose it is. What became of it is asked for. */
const EventObject = z.object({ metadata: z.object({ order_id: z.uuid() }) });

function readEvent(
  stripe: Stripe,
  secret: string,
  body: string,
  header: (name: string) => string | undefined,
): ProviderEvent | undefined {
  try {
    const event = stripe.webhooks.constructEvent(body, header('stripe-signature') ?? '', secret);
    const object = EventObject.safeParse(event.data.object);
    return {
      eventId: event.id,
      orderId: object.success ? object.data.metadata.order_id : undefined,
      payload: { id: event.id, type: event.type },
    };
  } catch {
    return undefined;
  }
}
