import { LRUCache } from 'lru-cache';

/**
 * A map of at most `maximum` entries: beyond them the one that was used longest ago goes. With `ttlMs` each goes that long after it
 * was set. It takes room as it fills; lru-cache's own `max` takes all of it at once, which was 13 MB and a tenth of a second at
 * each start.
 */
export const createRecentMap = <Value extends {}>(
  maximum: number,
  ttlMs?: number,
): LRUCache<string, Value> =>
  new LRUCache({
    maxSize: maximum,
    sizeCalculation: () => 1,
    ...(ttlMs !== undefined && { ttl: ttlMs }),
  });
