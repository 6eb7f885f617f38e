import { randomBytes } from 'node:crypto';
import { availableParallelism } from 'node:os';
import type { Credentials, NewAccount, Shopper } from '@lastpair/contracts';
import { findShopper, hasAccount, nameShopper } from '@lastpair/db';
import type { Database } from '@lastpair/db';
import type { Logger } from '@lastpair/runtime';
import { betterAuth } from 'better-auth';
import { isAPIError } from 'better-auth/api';
import { v7 as uuidv7 } from 'uuid';
import { ApiError } from './api-error.ts';
import { createTurns } from './turns.ts';

/**
 * A password takes a core for some 50 ms and 32 MB to hash. Who floods us with them must not get the cores that
 * sell pairs, nor all four threads that look up hosts and read files as well.
 */
const AT_ONCE = Math.max(1, Math.min(2, Math.floor(availableParallelism() / 2)));
/** Whoever is behind so many would wait for seconds. */
const WAITING_MAXIMUM = 50;

/** Shoppers with an email address and a password. better-auth keeps both; who is signed in is not its business. */
export type Accounts = {
  /**
   * Makes an account and gives its shopper: `guest`, if it is one, who keeps all that is theirs; else somebody new.
   * Throws ApiError email_taken.
   */
  register(account: NewAccount, guest: Shopper | undefined): Promise<Shopper>;
  /** Whose account it is. Throws ApiError wrong_credentials, whatever it is that is wrong, after the same time. */
  check(credentials: Credentials): Promise<Shopper>;
};

export function createAccounts(db: Database, logger: Logger): Accounts {
  const auth = openBetterAuth(db, logger);
  const inTurn = createTurns({ atOnce: AT_ONCE, waitingMaximum: WAITING_MAXIMUM });

  const register: Accounts['register'] = async (account, guest) => {
    const { email, password, name } = account;
    if (await hasAccount(db, { email })) throw emailTaken();
    const isGuest = guest?.role === 'shopper' && !(await hasAccount(db, { shopperId: guest.id }));
    const shopper: Shopper = { id: isGuest ? guest.id : uuidv7(), name, role: 'shopper' };
    if (!isGuest) await nameShopper(db, shopper);
    try {
      const body = { email, password, name, shopperId: shopper.id };
      await inTurn(() => auth.api.signUpEmail({ body }));
    } catch (error) {
      // Of two at the same time the second finds out only now.
      if (isAPIError(error) && (await hasAccount(db, { email }))) throw emailTaken();
      // And of two with different emails that one guest makes, the second is somebody new, as it would be a moment later.
      if (isGuest && (await hasAccount(db, { shopperId: guest.id })))
        return register(account, undefined);
      throw error;
    }
    // Of many accounts that one guest makes at once, only the one that is theirs names them.
    if (isGuest) await nameShopper(db, shopper);
    return shopper;
  };

  return {
    register,
    async check(credentials) {
      const id = await inTurn(() => auth.api.signInEmail({ body: credentials })).then(
        ({ user }) => user.id,
        (error: unknown) => {
          if (isAPIError(error) && error.statusCode === 401) return undefined;
          throw error;
        },
      );
      const shopper = id === undefined ? undefined : await findShopper(db, id);
      if (shopper) return shopper;
      throw new ApiError('wrong_credentials', 'There is no account with this email and password.');
    },
  };
}

const emailTaken = (): ApiError =>
  new ApiError('email_taken', 'There is an account with this email already. Sign in to it.');

/** Where better-auth puts the sessions it makes: nowhere, because ours are the only ones. */
const forgetful = {
  get: () => null,
  getAndDelete: () => null,
  increment: () => 1,
  set: () => {},
  delete: () => {},
};

/**
 * better-auth as accounts and passwords alone: called from here, never served over HTTP, so that its cookies, rate limits
 * and routes are out of the game. Its tables are made by our migrations.
 */
const openBetterAuth = (db: Database, logger: Logger) =>
  betterAuth({
    database: { db, type: 'postgres', transaction: true },
    secondaryStorage: forgetful,
    emailAndPassword: { enabled: true, minPasswordLength: 1 },
    // Nothing that it signs leaves this process.
    secret: randomBytes(32).toString('base64'),
    baseURL: 'http://lastpair.invalid',
    telemetry: { enabled: false },
    advanced: { database: { generateId: () => uuidv7(), validateSchema: false } },
    logger: {
      level: 'error',
      log: (_level, message) => logger.error({ library: 'better-auth' }, message),
    },
    databaseHooks: {
      user: {
        create: {
          // One thing, one id: the shopper's.
          before: async (user, context) => ({ data: { ...user, id: context?.body.shopperId } }),
        },
      },
    },
    user: {
      modelName: 'auth_user',
      fields: { emailVerified: 'email_verified', createdAt: 'created_at', updatedAt: 'updated_at' },
    },
    account: {
      modelName: 'auth_account',
      fields: {
        accountId: 'account_id',
        providerId: 'provider_id',
        userId: 'user_id',
        accessToken: 'access_token',
        refreshToken: 'refresh_token',
        idToken: 'id_token',
        accessTokenExpiresAt: 'access_token_expires_at',
        refreshTokenExpiresAt: 'refresh_token_expires_at',
        createdAt: 'created_at',
        updatedAt: 'updated_at',
      },
    },
  });
