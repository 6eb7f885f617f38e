import { LRUCache } from 'lru-cache';

/**
 * A map of at most `maximum` entries: beyond them the one that was used longest ago goes. With `ttlMs` each goes that long
 * after it was set. It takes room as it fills, which lru-cache's `max` does not: that takes all of it at once.
 */
export const createRecentMap = <Value extends {}>(
  maximum: number,
  ttlMs = 0,
): LRUCache<string, Value> =>
  new LRUCache({ maxSize: maximum, sizeCalculation: () => 1, ttl: ttlMs });
