import type { Shopper } from '@lastpair/contracts';
import { shop } from '../shopping/shop.ts';
import { serverClock } from '../time/server-clock.ts';
import { cache } from './cache.ts';
import { client } from './client.ts';
import { rememberSignedIn } from './session-hint.ts';
import { reopenSocket } from './socket.ts';
import { problemOf } from './store-error.ts';
import type { RouterInputs } from './trpc.ts';

/** The other tabs of this browser, which have the same cookie. */
const otherTabs = new BroadcastChannel('lastpair-session');
otherTabs.addEventListener('message', () => void forgetWhoWasHere());

/** Signs in under a name. The server sets the session cookie; no token is kept here. Throws what the api answers. */
export async function signInAsGuest(name: string): Promise<void> {
  const { shopper } = await client.auth.guest.mutate({ name });
  await becomeShopper(shopper);
}

/** Makes an account and signs in to it; a guest stays who they are. Throws what the api answers. */
export async function register(account: RouterInputs['auth']['register']): Promise<void> {
  await client.auth.register.mutate(account);
  await becomeAccount();
}

/** Signs in to an account. Throws what the api answers. */
export async function signInToAccount(credentials: RouterInputs['auth']['signIn']): Promise<void> {
  await client.auth.signIn.mutate(credentials);
  await becomeAccount();
}

/** Signs in with the merchant token. Throws what the api answers. */
export async function signInAsMerchant(token: string): Promise<void> {
  const { shopper } = await client.auth.merchant.mutate({ token });
  await becomeShopper(shopper);
}

/** Ends the session, here and in the other tabs. Throws what the api answers. */
export async function signOut(): Promise<void> {
  try {
    await client.auth.signOut.mutate();
  } catch (error) {
    if (problemOf(error) !== 'no_session') throw error;
  }
  rememberSignedIn(false);
  tellOtherTabs();
  await forgetWhoWasHere();
}

/** Whoever has an account may have been here for years: what is theirs is read, not told from the start. */
async function becomeAccount(): Promise<void> {
  rememberSignedIn(true);
  tellOtherTabs();
  await forgetWhoWasHere();
}

async function becomeShopper(shopper: Shopper): Promise<void> {
  shop.forget();
  rememberSignedIn(true);
  tellOtherTabs();
  await reopenSocket();
  // At once, so that the page goes on; what else is mine comes with the stream, from its start.
  cache.me.get.setData(undefined, {
    shopper,
    account: false,
    reservations: [],
    purchases: [],
    position: 'start',
    serverTime: new Date(serverClock.now()).toISOString(),
  });
  void cache.drops.invalidate();
  void cache.orders.byId.reset();
}

async function forgetWhoWasHere(): Promise<void> {
  shop.forget();
  await reopenSocket();
  await Promise.all([cache.me.get.reset(), cache.drops.invalidate(), cache.orders.byId.reset()]);
}

function tellOtherTabs(): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel never leaves its origin
  otherTabs.postMessage('another session');
}
