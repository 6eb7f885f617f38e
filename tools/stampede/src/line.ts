import type { Outcome } from '@lastpair/contracts';
import type { Ask } from './ledger.ts';

/** One shopper's connection to the store. */
export type Line = {
  /**
   * Sends a command and gives what the store says at once, which may be `queued`. With `wait` the store is asked to
   * answer when it is decided. Sending the same command again is always allowed. Throws StoreError.
   */
  send(dropId: string, ask: Ask, wait: boolean): Promise<Outcome>;
  /** What became of a command; undefined when the store does not know it. Throws StoreError. */
  lookUp(commandId: string): Promise<Outcome | undefined>;
  close(): void;
};
