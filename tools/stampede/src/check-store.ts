import type { Health } from '@lastpair/contracts';
import { PlainError } from './plain-error.ts';
import type { Store } from './store.ts';
import { toStoreError } from './store-error.ts';

/** Makes sure that a store is running and that the token is the merchant's. Throws PlainError in plain words. */
export async function checkStore(store: Store, url: string, token: string): Promise<Health> {
  const health = await store.health().catch((thrown: unknown): never => {
    const { status, message } = toStoreError(thrown);
    throw new PlainError(
      status === 0
        ? `No store answers at ${url}; start it with: npm start (${message})`
        : `What answers at ${url} is not well, or not a store: ${message}`,
    );
  });
  if (health.status === 'down') throw new PlainError(`The store at ${url} says it is down.`);
  const me = await store.me(token).catch((thrown: unknown): never => {
    const { status, message } = toStoreError(thrown);
    throw new PlainError(
      status === 401
        ? `The store at ${url} does not know this merchant token. It prints the right one when it starts.`
        : `The store at ${url} could not tell whose token this is: ${message}`,
    );
  });
  if (me.shopper.role !== 'merchant') {
    throw new PlainError('That token is a shopper’s; creating a drop takes the merchant’s.');
  }
  return health;
}
