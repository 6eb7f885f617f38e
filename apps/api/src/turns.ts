import { ApiError } from './api-error.ts';

/** Does `work` when its turn comes. Throws ApiError overloaded when too many wait for theirs already. */
export type Turns = <Result>(work: () => Promise<Result>) => Promise<Result>;

/** So many at once, the others in the order in which they came, and no more than `waitingMaximum` of those. */
export function createTurns({
  atOnce,
  waitingMaximum,
}: {
  atOnce: number;
  waitingMaximum: number;
}): Turns {
  const waiting: (() => void)[] = [];
  let free = atOnce;

  return async (work) => {
    if (free > 0) free -= 1;
    else if (waiting.length < waitingMaximum) await new Promise<void>((go) => waiting.push(go));
    else {
      throw new ApiError('overloaded', 'Too many sign in right now. Try again in a moment.', {
        retryAfterSeconds: 5,
      });
    }
    try {
      return await work();
    } finally {
      // Whoever goes next takes this very place.
      const next = waiting.shift();
      if (next) next();
      else free += 1;
    }
  };
}
