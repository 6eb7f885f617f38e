import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Shopper } from '@lastpair/contracts';
import { createSession, endSession, ensureShopper, findShopperBySession } from '@lastpair/db';
import type { Database } from '@lastpair/db';
import { LRUCache } from 'lru-cache';
import { v7 as uuidv7 } from 'uuid';

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

/** How long a session that was ended in another process may still be good in this one. */
const REMEMBER_MS = 30_000;
const REMEMBERED_MAXIMUM = 50_000;

/** Sessions are made by the server alone: 32 random bytes, of which the database keeps a hash. */
export type Sessions = {
  signInGuest(name: string): Promise<{ token: string; shopper: Shopper }>;
  /** A session for the holder of the merchant or the inventory token, so that a browser can have it as a cookie. Undefined if it is neither. */
  signInMerchant(merchantToken: string): Promise<{ token: string; shopper: Shopper } | undefined>;
  /** Whose token this is. The merchant and inventory tokens themselves are good as well. */
  identify(token: string): Promise<Shopper | undefined>;
  signOut(token: string): Promise<void>;
};

export async function createSessions(
  db: Database,
  merchantToken: string,
  inventoryToken?: string,
): Promise<Sessions> {
  const staff = [{ hash: hashOf(merchantToken), shopper: MERCHANT }];
  if (inventoryToken) staff.push({ hash: hashOf(inventoryToken), shopper: INVENTORY });
  for (const { shopper } of staff) await ensureShopper(db, shopper);
  const findStaff = (hash: Buffer): Shopper | undefined =>
    staff.find((each) => timingSafeEqual(each.hash, hash))?.shopper;
  const remembered = new LRUCache<string, Shopper>({ max: REMEMBERED_MAXIMUM, ttl: REMEMBER_MS });

  const signIn = async (shopper: Shopper) => {
    const token = randomBytes(32).toString('base64url');
    const tokenHash = hashOf(token);
    await createSession(db, { tokenHash, shopperId: shopper.id, days: SESSION_DAYS });
    remembered.set(keyOf(tokenHash), shopper);
    return { token, shopper };
  };

  return {
    async signInGuest(name) {
      const shopper: Shopper = { id: uuidv7(), name, role: 'shopper' };
      await ensureShopper(db, shopper);
      return signIn(shopper);
    },
    async signInMerchant(token) {
      const shopper = findStaff(hashOf(token));
      return shopper && signIn(shopper);
    },
    async identify(token) {
      const hash = hashOf(token);
      const known = findStaff(hash);
      if (known) return known;
      const key = keyOf(hash);
      const before = remembered.get(key);
      if (before) return before;
      const shopper = await findShopperBySession(db, hash);
      if (shopper) remembered.set(key, shopper);
      return shopper;
    },
    async signOut(token) {
      const hash = hashOf(token);
      remembered.delete(keyOf(hash));
      await endSession(db, hash);
    },
  };
}

const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();

const keyOf = (hash: Buffer): string => hash.toString('base64');
