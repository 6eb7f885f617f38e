import type { Database } from '@lastpair/db';
import type { PaymentEnv } from './env.ts';
import { sandboxCards } from './sandbox-cards.ts';
import type { Till } from './till.ts';

export function openSandbox(env: PaymentEnv, _db: Database): Pick<Till, 'options'> & Till {
  const later = (): never => {
    throw new Error('not yet');
  };
  return {
    provider: 'sandbox',
    options: () => ({
      provider: 'sandbox',
      testCards: sandboxCards.map(({ number, does }) => ({ number, does })),
      payWithinSeconds: env.PAYMENT_SECONDS,
    }),
    readMethod: later,
    authorise: later,
    status: later,
    capture: later,
    cancel: later,
    refund: later,
    readWebhook: later,
  };
}
