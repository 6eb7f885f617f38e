import type { View } from '@lastpair/contracts';
import { readView } from '@lastpair/db';
import type { Database } from '@lastpair/db';
import { failpoint } from '@lastpair/runtime';
import { ApiError } from '../api-error.ts';
import type { Feed } from '../feed.ts';
import { createLatest } from './inbox.ts';

/**
 * A drop's views as they change: the latest at once, unless the reader has it (`lastSeq`), and then the latest
 * whenever it changes. Their `seq` only grows. Throws ApiError unknown_drop.
 */
export async function* watchDrop(options: {
  db: Database;
  feed: Feed;
  dropId: string;
  lastSeq: number | undefined;
  signal: AbortSignal;
}): AsyncGenerator<View, void, void> {
  const { db, feed, dropId, lastSeq, signal } = options;
  const latest = createLatest<View>();
  // Listen first, then read: what changes in between is told twice rather than never.
  const stopWatching = feed.watch(dropId, latest.push);
  try {
    const first = await readView(db, dropId);
    if (!first) throw new ApiError('unknown_drop', 'There is no such drop.');
    let sent = first.seq;
    if (lastSeq !== first.seq) yield first;
    for await (const view of latest.read(signal)) {
      if (view.seq <= sent) continue;
      sent = view.seq;
      failpoint('api.stream');
      yield view;
    }
  } finally {
    stopWatching();
  }
}
