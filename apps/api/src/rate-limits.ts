import { TokenBucket } from 'limiter';
import { ApiError } from './api-error.ts';
import { createRecentMap } from './recent-map.ts';

/** What each process lets through: so many at once, and then as many again in every so many seconds. */
const settings = {
  // For real deployments: a person is far below these, a script is not.
  strict: {
    commandsPerShopper: { tokens: 20, seconds: 2 },
    commandsPerAddress: { tokens: 100, seconds: 2 },
    signInsPerAddress: { tokens: 20, seconds: 60 },
    signInsPerEmail: { tokens: 5, seconds: 60 },
    registrationsPerAddress: { tokens: 5, seconds: 3_600 },
    readsPerAddress: { tokens: 100, seconds: 1 },
  },
  // For a demo or a rehearsal on one machine, which plays thousands of shoppers from one address.
  demo: {
    commandsPerShopper: { tokens: 1_000, seconds: 2 },
    commandsPerAddress: { tokens: 1_000_000, seconds: 1 },
    signInsPerAddress: { tokens: 1_000_000, seconds: 1 },
    signInsPerEmail: { tokens: 1_000_000, seconds: 1 },
    registrationsPerAddress: { tokens: 1_000_000, seconds: 1 },
    readsPerAddress: { tokens: 1_000_000, seconds: 1 },
  },
} as const;

/** Beyond these whoever was heard of longest ago is forgotten, and may begin anew. */
const KEYS_MAXIMUM = 50_000;

/**
 * Each throws ApiError too_many_requests, with the time to wait, when its limit is used up. `network` is what counts as
 * one address.
 */
export type RateLimits = {
  command(shopperId: string, network: string): void;
  /** Into an account as well: by the address it is tried from, and by the account from wherever. */
  signIn(network: string, email?: string): void;
  register(network: string): void;
  read(network: string): void;
};

/** Limits counted in this process: with n processes behind a balancer a client can have up to n times as much. */
export function createRateLimits(mode: keyof typeof settings): RateLimits {
  const chosen = settings[mode];
  const takeOfShopper = createLimit(chosen.commandsPerShopper);
  const takeOfAddress = createLimit(chosen.commandsPerAddress);
  const signInFrom = createLimit(chosen.signInsPerAddress);
  const signInTo = createLimit(chosen.signInsPerEmail);
  return {
    command(shopperId, network) {
      takeOfShopper(shopperId);
      takeOfAddress(network);
    },
    signIn(network, email) {
      signInFrom(network);
      if (email !== undefined) signInTo(email);
    },
    register: createLimit(chosen.registrationsPerAddress),
    read: createLimit(chosen.readsPerAddress),
  };
}

type Setting = { tokens: number; seconds: number };

/** A bucket for each key. Without a promise or a timer: a stampede asks for ten thousand of them in a second. */
function createLimit({ tokens, seconds }: Setting): (key: string) => void {
  const buckets = createRecentMap<TokenBucket>(KEYS_MAXIMUM);
  const interval = seconds * 1_000;
  const fill = (key: string): TokenBucket => {
    const bucket = new TokenBucket({ bucketSize: tokens, tokensPerInterval: tokens, interval });
    bucket.content = tokens;
    buckets.set(key, bucket);
    return bucket;
  };
  return (key) => {
    const bucket = buckets.get(key) ?? fill(key);
    if (bucket.tryRemoveTokens(1)) return;
    const waitSeconds = ((1 - bucket.content) * seconds) / tokens;
    const retryAfterSeconds = Math.max(1, Math.ceil(waitSeconds));
    throw new ApiError('too_many_requests', `Too many requests. Wait ${retryAfterSeconds} s.`, {
      retryAfterSeconds,
    });
  };
}
