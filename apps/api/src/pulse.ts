import { ApiError } from './api-error.ts';
import { FleetingMap } from './fleeting-map.ts';

/** Nobody is told 'wait' by a store that can't decide: with these it is known within two seconds. */
const QUIET_MS = 500;
const SILENT_MS = 900;
const FEEL_EVERY_MS = 250;

/**
 * Whether queue and database answer. It is felt when commands wait and none has been answered for a moment, and when a
 * batch could not be handed over; while there is none it is felt again and again, so that the store is open as soon as both
 * are back.
 */
export type Pulse = {
  isUp(): boolean;
  /** A command was answered, which is pulse enough. */
  answered(): void;
  /** Hands something to the queue. Rejects, and counts as no pulse, when that fails or takes about a second. */
  hand(work: Promise<void>): Promise<void>;
  /** Calls `listener` once, when there has been no pulse for about a second, or at once if there is none now. Gives the function that ends it. */
  onSilence(listener: Listener): () => void;
  stop(): void;
};

type Listener = (error: ApiError) => void;

export function createPulse(options: {
  /** Whether anybody waits for an answer. */
  isWaitedFor: () => boolean;
  /** Resolves when queue and database answer. */
  feel: () => Promise<unknown>;
  onError: (error: Error) => void;
}): Pulse {
  const { isWaitedFor, feel, onError } = options;
  let listeners = new FleetingMap<Listener, Listener>();
  let up = true;
  let aliveAt = performance.now();
  let feeling = false;

  const fall = (): void => {
    up = false;
    const told = listeners;
    listeners = new FleetingMap();
    for (const listener of told.values()) listener(silence());
  };
  const look = async (): Promise<void> => {
    if (up && !isWaitedFor()) aliveAt = performance.now();
    if (feeling || (up && performance.now() - aliveAt < QUIET_MS)) return;
    feeling = true;
    try {
      await within(SILENT_MS, feel());
      aliveAt = performance.now();
      up = true;
    } catch (error) {
      // A restart of a moment is nothing to send people away for.
      if (performance.now() - aliveAt < SILENT_MS) return;
      onError(error as Error);
      fall();
    } finally {
      feeling = false;
    }
  };
  const timer = setInterval(() => void look(), FEEL_EVERY_MS);

  return {
    isUp: () => up,
    answered: () => void (aliveAt = performance.now()),
    async hand(work) {
      try {
        await within(SILENT_MS, work);
      } catch (error) {
        // A connection that broke may be there again before anybody has to know.
        if (error instanceof Silent) fall();
        else up = false;
        throw error;
      }
    },
    onSilence(listener) {
      if (up) listeners.set(listener, listener);
      else listener(silence());
      return () => void listeners.delete(listener);
    },
    stop: () => clearInterval(timer),
  };
}

/** What whoever waits is told. It is honest: what has left may have arrived. */
const silence = (): ApiError =>
  new ApiError(
    'overloaded',
    'The store can’t decide right now. What you sent may still be decided: send it again in a moment, under the same command id.',
    { retryAfterSeconds: 1 },
  );

class Silent extends Error {}

/** Rejects when the work takes longer than `ms`. What it comes to later is nobody's business. */
async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    // A busy process that is late itself first looks at what has come in the meantime.
    timer = setTimeout(
      () => setImmediate(() => reject(new Silent(`no answer within ${ms} ms`))),
      ms,
    );
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
    work.catch(() => undefined);
  }
}
