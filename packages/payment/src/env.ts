import { paymentProviders } from '@lastpair/contracts';
import { envInteger } from '@lastpair/runtime';
import { z } from 'zod';

/** The settings of payment, for api and worker alike; see .env.example. */
export const paymentEnv = {
  PAYMENT_PROVIDER: z.enum(paymentProviders, { error: 'must be sandbox or stripe' }).optional(),
  // How long an order may take to be paid, while its pairs are held.
  PAYMENT_SECONDS: envInteger(1, 3_600, 300),
  SANDBOX_LATE_SECONDS: envInteger(1, 3_600, 30),
  SANDBOX_WEBHOOK_SECRET: z.string().min(16).default('sandbox-webhooks-are-no-secret'),
  STRIPE_SECRET_KEY: z.string().optional(),
  STRIPE_PUBLISHABLE_KEY: z.string().optional(),
  STRIPE_WEBHOOK_SECRET: z.string().optional(),
};
export type PaymentEnv = z.output<z.ZodObject<typeof paymentEnv>> & {
  NODE_ENV?: string | undefined;
};
