/** An answer of Stripe, cut down to what it always has and what we read. */
export type Recorded = { status: number; body: Record<string, unknown> };

type IntentStatus =
  | 'requires_payment_method'
  | 'requires_action'
  | 'processing'
  | 'requires_capture'
  | 'succeeded'
  | 'canceled';

const intents = new Map<string, Recorded>();

function intent(status: IntentStatus, refunded = false): Recorded {
  const name = `${status} ${refunded}`;
  const known = intents.get(name);
  if (known) return known;
  const charged = status === 'requires_capture' || status === 'succeeded';
  const made: Recorded = {
    status: 200,
    body: {
      id: 'pi_1',
      object: 'payment_intent',
      amount: 38_000,
      amount_capturable: status === 'requires_capture' ? 38_000 : 0,
      capture_method: 'manual',
      client_secret: 'pi_1_secret',
      currency: 'usd',
      last_payment_error:
        status === 'requires_payment_method' ? { code: 'card_declined', type: 'card_error' } : null,
      latest_charge: charged
        ? {
            id: 'ch_1',
            object: 'charge',
            captured: status === 'succeeded',
            refunded,
            payment_method_details: { type: 'card', card: { brand: 'visa', last4: '4242' } },
          }
        : null,
      livemode: false,
      metadata: {},
      status,
    },
  };
  intents.set(name, made);
  return made;
}

const error = (status: number, said: Record<string, unknown>): Recorded => ({
  status,
  body: { error: { message: 'as Stripe words it', ...said } },
});

/** What Stripe answers, by what has happened. https://docs.stripe.com/api/payment_intents and /api/errors */
export const recorded = {
  intent,
  declined: error(402, {
    type: 'card_error',
    code: 'card_declined',
    decline_code: 'generic_decline',
    payment_intent: intent('requires_payment_method').body,
  }),
  noSuchMethod: error(400, {
    type: 'invalid_request_error',
    code: 'resource_missing',
    param: 'payment_method',
  }),
  unexpectedState: error(400, {
    type: 'invalid_request_error',
    code: 'payment_intent_unexpected_state',
  }),
  alreadyRefunded: error(400, { type: 'invalid_request_error', code: 'charge_already_refunded' }),
  trouble: error(500, { type: 'api_error' }),
  wrongKey: error(401, { type: 'invalid_request_error' }),
  refund: (status: 'succeeded' | 'pending' | 'failed'): Recorded => ({
    status: 200,
    body: { id: 're_1', object: 'refund', amount: 38_000, payment_intent: 'pi_1', status },
  }),
  event: (orderId: string): Record<string, unknown> => ({
    id: 'evt_1',
    object: 'event',
    type: 'payment_intent.amount_capturable_updated',
    data: { object: { ...intent('requires_capture').body, metadata: { order_id: orderId } } },
  }),
};
