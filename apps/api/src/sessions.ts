import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Shopper } from '@lastpair/contracts';
import {
  createSession,
  endSession,
  ensureShopper,
  findLiveSessions,
  findShopperBySession,
} from '@lastpair/db';
import type { Database } from '@lastpair/db';
import type { Road } from '@lastpair/queue';
import { v7 as uuidv7 } from 'uuid';
import { createRecentMap } from './recent-map.ts';

export const SESSION_DAYS = 7;

/** Whoever holds the merchant token is this one, in every process and for ever. */
export const MERCHANT: Shopper = {
  id: '018f0000-0000-7000-8000-000000000001',
  name: 'Merchant',
  role: 'merchant',
};

/** Whoever holds the inventory token is this one: the inventory department. */
const INVENTORY: Shopper = {
  id: '018f0000-0000-7000-8000-000000000002',
  name: 'Inventory',
  role: 'inventory',
};

/** How long a session that was ended in another process may still be good here, if word of it is lost. */
const REMEMBER_MS = 30_000;
const REMEMBERED_MAXIMUM = 50_000;
/** The most sessions that one question to the database asks after. */
const ASKED_AT_ONCE = 1_000;

export type Session = { token: string; shopper: Shopper };

/** Sessions are made by the server alone: 32 random bytes, of which the database keeps a hash. */
export type Sessions = {
  /** A session for whoever is known to be this shopper. */
  begin(shopper: Shopper): Promise<Session>;
  signInGuest(name: string): Promise<Session>;
  /** A session for the holder of the merchant or the inventory token, so that a browser can have it as a cookie. Undefined if it is neither. */
  signInMerchant(merchantToken: string): Promise<Session | undefined>;
  /** Whose token this is. The merchant and inventory tokens themselves are good as well. */
  identify(token: string): Promise<Shopper | undefined>;
  /** Ends a session, in every process. The merchant and inventory tokens have none that could end. */
  signOut(token: string): Promise<void>;
  /** What a session is called where its token must not be. */
  keyOf(token: string): string;
  /** Calls `listener` with the key of each session that ends, in this process or in another. */
  onEnd(listener: (key: string) => void): void;
  /** Looks whether these sessions are still good, and ends here those that are not. */
  endStale(keys: readonly string[]): Promise<void>;
  stop(): Promise<void>;
};

export async function createSessions(options: {
  db: Database;
  road: Pick<Road, 'publishSessionEnd' | 'listenSessionEnds'>;
  merchantToken: string;
  inventoryToken?: string | undefined;
  onError: (error: Error) => void;
}): Promise<Sessions> {
  const { db, road, merchantToken, inventoryToken, onError } = options;
  const staff = [{ hash: hashOf(merchantToken), shopper: MERCHANT }];
  if (inventoryToken) staff.push({ hash: hashOf(inventoryToken), shopper: INVENTORY });
  for (const { shopper } of staff) await ensureShopper(db, shopper);
  const findStaff = (hash: Buffer): Shopper | undefined =>
    staff.find((each) => timingSafeEqual(each.hash, hash))?.shopper;
  const remembered = createRecentMap<Shopper>(REMEMBERED_MAXIMUM, REMEMBER_MS);
  const listeners: ((key: string) => void)[] = [];
  let endings = 0;
  const ended = (key: string): void => {
    endings += 1;
    remembered.delete(key);
    for (const listener of listeners) listener(key);
  };
  const stopListening = await road.listenSessionEnds(ended);

  const begin = async (shopper: Shopper): Promise<Session> => {
    const token = randomBytes(32).toString('base64url');
    const tokenHash = hashOf(token);
    await createSession(db, { tokenHash, shopperId: shopper.id, days: SESSION_DAYS });
    remembered.set(keyOf(tokenHash), shopper);
    return { token, shopper };
  };

  return {
    begin,
    async signInGuest(name) {
      const shopper: Shopper = { id: uuidv7(), name, role: 'shopper' };
      await ensureShopper(db, shopper);
      return begin(shopper);
    },
    async signInMerchant(token) {
      const shopper = findStaff(hashOf(token));
      return shopper && begin(shopper);
    },
    async identify(token) {
      const hash = hashOf(token);
      const known = findStaff(hash);
      if (known) return known;
      const key = keyOf(hash);
      const before = remembered.get(key);
      if (before) return before;
      const endingsBefore = endings;
      const shopper = await findShopperBySession(db, hash);
      // It may be this one that ended while it was looked up.
      if (shopper && endings === endingsBefore) remembered.set(key, shopper);
      return shopper;
    },
    async signOut(token) {
      const hash = hashOf(token);
      if (findStaff(hash)) return;
      await endSession(db, hash);
      const key = keyOf(hash);
      ended(key);
      // Whom this does not reach finds out by looking.
      road.publishSessionEnd(key).catch(onError);
    },
    keyOf: (token) => keyOf(hashOf(token)),
    onEnd: (listener) => void listeners.push(listener),
    async endStale(keys) {
      for (let at = 0; at < keys.length; at += ASKED_AT_ONCE) {
        const asked = keys.slice(at, at + ASKED_AT_ONCE);
        const hashes = asked.map((key) => Buffer.from(key, 'base64'));
        const live = new Set((await findLiveSessions(db, hashes)).map(keyOf));
        for (const each of staff) live.add(keyOf(each.hash));
        for (const key of asked) if (!live.has(key)) ended(key);
      }
    },
    stop: () => stopListening(),
  };
}

const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();

const keyOf = (hash: Buffer): string => hash.toString('base64');
