import type { Database } from '@lastpair/db';
import type { PaymentEnv } from './env.ts';
import { openSandbox } from './sandbox.ts';
import type { Till } from './till.ts';

/** Opens the till of the provider that the settings name. */
export function openTill(env: PaymentEnv, db: Database): Till {
  return openSandbox(env, db);
}
