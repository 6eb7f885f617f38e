import { setTimeout as sleep } from 'node:timers/promises';
import { createRandom } from '@lastpair/stampede';
import { openLine } from './line.ts';
import type { Line } from './line.ts';
import type { Scene } from './scene.ts';

/** How long somebody looks before their page is loaded again. */
const STAY_MS = { min: 2_000, spread: 8_000 };
const RETRY_MS = 200;

/** A page on one drop. */
export type Watcher = { dropId: string; seq(): number; leave(): void };

/** Watches a drop, leaves now and then, and comes back where it was, on either api. */
export function watchDrop(scene: Scene, number: number, dropId: string): Watcher {
  const random = createRandom(scene.seed, 2, number);
  const leaving = new AbortController();
  // Nothing seen yet; a drop begins at 0.
  let seq = -1;

  const look = (line: Line): { stop(): void } => {
    let ended = false;
    let current = subscribe();
    function subscribe() {
      return line.client.drops.watch.subscribe(
        { dropId, ...(seq >= 0 && { lastEventId: String(seq) }) },
        {
          onData: ({ data }) => {
            if (ended) return;
            ({ seq } = data);
            scene.history.record({
              what: 'view',
              watcher: number,
              dropId,
              seq,
              status: data.status,
              sizes: data.sizes.map(({ size, total, available, reserved, sold }) => [
                size,
                total ?? -1,
                available ?? -1,
                reserved ?? -1,
                sold ?? -1,
              ]),
            });
          },
          onError: () =>
            setTimeout(() => {
              if (!ended) current = subscribe();
            }, RETRY_MS),
        },
      );
    }
    return {
      stop() {
        ended = true;
        current.unsubscribe();
      },
    };
  };

  void (async () => {
    for (let visit = number; !leaving.signal.aborted; visit += 1) {
      const line = openLine(scene.urls, visit, scene.merchantToken);
      const page = look(line);
      const stayMs = STAY_MS.min + random() * STAY_MS.spread;
      await sleep(stayMs, undefined, { signal: leaving.signal }).catch(() => undefined);
      // At the end everybody stays where they are until they have seen all.
      while (scene.closing && !leaving.signal.aborted) {
        await sleep(STAY_MS.min, undefined, { signal: leaving.signal }).catch(() => undefined);
      }
      page.stop();
      line.close();
    }
  })();
  return { dropId, seq: () => seq, leave: () => leaving.abort() };
}
