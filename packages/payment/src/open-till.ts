import type { Database } from '@lastpair/db';
import type { PaymentEnv } from './env.ts';
import { openSandbox } from './sandbox.ts';
import type { Till } from './till.ts';

/** Opens the till of the provider that the settings name. Rejects when settings of that provider are missing. */
export async function openTill(env: PaymentEnv, db: Database): Promise<Till> {
  if (!env.PAYMENT_PROVIDER && env.NODE_ENV === 'production') {
    throw new Error(
      'PAYMENT_PROVIDER must be named in production: stripe, or sandbox if no money is to move',
    );
  }
  if (env.PAYMENT_PROVIDER !== 'stripe') return openSandbox(env, db);
  const need = (
    name: 'STRIPE_SECRET_KEY' | 'STRIPE_PUBLISHABLE_KEY' | 'STRIPE_WEBHOOK_SECRET',
  ): string => {
    const value = env[name];
    if (!value) throw new Error(`PAYMENT_PROVIDER is stripe, so ${name} must be set`);
    return value;
  };
  const options = {
    secretKey: need('STRIPE_SECRET_KEY'),
    publishableKey: need('STRIPE_PUBLISHABLE_KEY'),
    webhookSecret: need('STRIPE_WEBHOOK_SECRET'),
    payWithinSeconds: env.PAYMENT_SECONDS,
  };
  // Stripe's client is a sixth of all that a worker would load: only who needs it waits for it.
  const { openStripe } = await import('./stripe.ts');
  return openStripe(options);
}
