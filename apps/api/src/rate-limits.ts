import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { ApiError } from './api-error.ts';

/** What each process lets through, as points in a number of seconds. */
const settings = {
  // For real deployments: a person is far below these, a script is not.
  strict: {
    commandsPerShopper: { points: 20, duration: 2 },
    commandsPerAddress: { points: 100, duration: 2 },
    signInsPerAddress: { points: 20, duration: 60 },
    signInsPerEmail: { points: 5, duration: 60 },
    registrationsPerAddress: { points: 5, duration: 3_600 },
    readsPerAddress: { points: 100, duration: 1 },
  },
  // For a demo or a rehearsal on one machine, which plays thousands of shoppers from one address.
  demo: {
    commandsPerShopper: { points: 1_000, duration: 2 },
    commandsPerAddress: { points: 1_000_000, duration: 1 },
    signInsPerAddress: { points: 1_000_000, duration: 1 },
    signInsPerEmail: { points: 1_000_000, duration: 1 },
    registrationsPerAddress: { points: 1_000_000, duration: 1 },
    readsPerAddress: { points: 1_000_000, duration: 1 },
  },
} as const;

/**
 * Each throws ApiError too_many_requests, with the time to wait, when its limit is used up. `network` is what counts as
 * one address.
 */
export type RateLimits = {
  command(shopperId: string, network: string): Promise<void>;
  /** Into an account as well: by the address it is tried from, and by the account from wherever. */
  signIn(network: string, email?: string): Promise<void>;
  register(network: string): Promise<void>;
  read(network: string): Promise<void>;
};

/** Limits counted in this process: with n processes behind a balancer a client can have up to n times as much. */
export function createRateLimits(mode: keyof typeof settings): RateLimits {
  const chosen = settings[mode];
  const commandsPerShopper = new RateLimiterMemory(chosen.commandsPerShopper);
  const commandsPerAddress = new RateLimiterMemory(chosen.commandsPerAddress);
  const signInsPerAddress = new RateLimiterMemory(chosen.signInsPerAddress);
  const signInsPerEmail = new RateLimiterMemory(chosen.signInsPerEmail);
  const registrations = new RateLimiterMemory(chosen.registrationsPerAddress);
  const reads = new RateLimiterMemory(chosen.readsPerAddress);
  return {
    async command(shopperId, network) {
      await consume(commandsPerShopper, shopperId);
      await consume(commandsPerAddress, network);
    },
    async signIn(network, email) {
      await consume(signInsPerAddress, network);
      if (email !== undefined) await consume(signInsPerEmail, email);
    },
    register: (network) => consume(registrations, network),
    read: (network) => consume(reads, network),
  };
}

async function consume(limiter: RateLimiterMemory, key: string): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (error) {
    if (!(error instanceof RateLimiterRes)) throw error;
    const retryAfterSeconds = Math.max(1, Math.ceil(error.msBeforeNext / 1_000));
    throw new ApiError('too_many_requests', `Too many requests. Wait ${retryAfterSeconds} s.`, {
      retryAfterSeconds,
    });
  }
}
