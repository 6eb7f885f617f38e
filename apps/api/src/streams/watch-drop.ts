import type { View } from '@lastpair/contracts';
import { tracked } from '@trpc/server';
import type { TrackedEnvelope } from '@trpc/server';
import { ApiError } from '../api-error.ts';
import type { FanOut } from './fan-out.ts';
import { createLatest } from './inbox.ts';
import type { Pushed } from '../wire/pushed.ts';
import type { Views } from './views.ts';

/**
 * A drop's views as they change: the latest at once, unless the reader has it (`lastSeq`), and then the latest
 * whenever it changes. Their `seq` only grows. Fails with ApiError unknown_drop.
 */
export function watchDrop(options: {
  views: Views;
  fanOut: FanOut;
  dropId: string;
  lastSeq: number | undefined;
  show: (view: View) => View;
  signal: AbortSignal;
}): Pushed<TrackedEnvelope<View>> {
  const { views, fanOut, dropId, lastSeq, show, signal } = options;
  return {
    async pushTo(wire) {
      const end = await fanOut.add({ dropId, lastSeq, show, wire });
      if (!end) throw unknownDrop();
      return end;
    },
    async *[Symbol.asyncIterator]() {
      const latest = createLatest<View>();
      const endWatch = views.watch(dropId, latest.push);
      try {
        const first = await views.latest(dropId, lastSeq ?? 0);
        if (!first) throw unknownDrop();
        let sent = first.seq;
        if (lastSeq !== first.seq) yield tracked(String(first.seq), show(first));
        for await (const view of latest.read(signal)) {
          if (view.seq <= sent) continue;
          sent = view.seq;
          yield tracked(String(view.seq), show(view));
        }
      } finally {
        endWatch();
      }
    },
  };
}

const unknownDrop = (): ApiError => new ApiError('unknown_drop', 'There is no such drop.');
