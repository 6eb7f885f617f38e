import { toInstant } from '@lastpair/contracts';
import type { View } from '@lastpair/contracts';
import { failpoint } from '@lastpair/runtime';
import type { Clock } from '@lastpair/db';
import type { Wire } from '../wire/pushed.ts';
import { trackedTail } from '../wire/wire.ts';
import type { Views } from './views.ts';

/** Telling everybody at once would keep commands waiting, so it is done in slices with time for them in between. */
const SLICE_MS = 1;
const PAUSE_MS = 3;
/** How many are told between two looks at the time. */
const STRIDE = 8;
/** Frames say what time it is, so they are made anew when they are this old. */
const FRAMES_OLD_MS = 100;

/** How a view is shown: all of it, or without the counts that the merchant keeps private. */
type Show = (view: View) => View;
type Watcher = { wire: Wire; show: Show; seq: number | undefined };
/** Those who watch a drop, in the order in which they were last told: whoever is first has the oldest view. */
type Crowd = {
  view: View | undefined;
  frames: Frames;
  watchers: Set<Watcher>;
  endWatch: () => void;
};
type Frames = { madeAt: number; tails: Map<Show, string>; whole: Map<Show, Map<string, Buffer>> };

/**
 * Tells everyone who watches a drop on a WebSocket of its newest view, those first who have waited longest. A view is
 * made into a frame once for all; whoever falls behind skips to the newest.
 */
export type FanOut = {
  /**
   * Sends the drop's view, unless it is the one that the watcher has (`lastSeq`), and each newer one. Gives the
   * function that ends it, or undefined when there is no such drop.
   */
  add(options: {
    dropId: string;
    lastSeq: number | undefined;
    show: Show;
    wire: Wire;
  }): Promise<(() => void) | undefined>;
  /** How many watch. */
  size(): number;
};

export function createFanOut(options: {
  views: Views;
  clock: Clock;
  onError: (error: Error) => void;
}): FanOut {
  const { views, clock, onError } = options;
  const crowds = new Map<string, Crowd>();
  /** Drops of which somebody has not got the newest view. */
  const behind = new Set<string>();
  let size = 0;
  let timer: NodeJS.Timeout | undefined;

  const gather = (dropId: string): Crowd => {
    const crowd: Crowd = {
      view: undefined,
      frames: noFrames(),
      watchers: new Set(),
      endWatch: views.watch(dropId, (view) => show(dropId, crowd, view)),
    };
    crowds.set(dropId, crowd);
    return crowd;
  };

  const show = (dropId: string, crowd: Crowd, view: View): void => {
    if (crowd.view && view.seq <= crowd.view.seq) return;
    crowd.view = view;
    crowd.frames = noFrames();
    behind.add(dropId);
    timer ??= setTimeout(sweep, 0);
  };

  const tell = (crowd: Crowd, view: View, watcher: Watcher): void => {
    watcher.seq = view.seq;
    crowd.watchers.delete(watcher);
    crowd.watchers.add(watcher);
    const { socket } = watcher.wire;
    if (socket.readyState !== socket.OPEN) return;
    try {
      failpoint('api.stream');
      socket.send(frameFor(crowd, view, watcher, clock.now()), { binary: false });
    } catch (error) {
      // Whoever can't be told is cut off, and comes back for the newest.
      onError(error as Error);
      socket.terminate();
    }
  };

  /** One slice: goes on with the drops that are behind, in turn, until all are told or its time is over. */
  const sweep = (): void => {
    timer = undefined;
    const end = performance.now() + SLICE_MS;
    for (const dropId of behind) {
      behind.delete(dropId);
      const crowd = crowds.get(dropId);
      if (!crowd?.view) continue;
      let told = 0;
      for (const watcher of crowd.watchers) {
        if (watcher.seq === crowd.view.seq) break;
        if (told % STRIDE === STRIDE - 1 && performance.now() > end) {
          // To the end of the line, so that a small crowd does not wait for a large one.
          behind.add(dropId);
          break;
        }
        tell(crowd, crowd.view, watcher);
        told += 1;
      }
      if (performance.now() > end) break;
    }
    if (behind.size > 0) timer = setTimeout(sweep, PAUSE_MS);
  };

  return {
    async add({ dropId, lastSeq, show: how, wire }) {
      // Listen first, then read: what changes in between is told twice rather than never.
      const crowd = crowds.get(dropId) ?? gather(dropId);
      const watcher: Watcher = { wire, show: how, seq: lastSeq };
      crowd.watchers.add(watcher);
      size += 1;
      let ended = false;
      const end = (): void => {
        if (ended) return;
        ended = true;
        size -= 1;
        crowd.watchers.delete(watcher);
        if (crowd.watchers.size > 0) return;
        crowd.endWatch();
        if (crowds.get(dropId) === crowd) crowds.delete(dropId);
      };
      try {
        const view = await views.latest(dropId, lastSeq ?? 0);
        if (!view) {
          end();
          return undefined;
        }
        show(dropId, crowd, view);
        if (crowd.view && watcher.seq !== crowd.view.seq) tell(crowd, crowd.view, watcher);
        return end;
      } catch (error) {
        end();
        throw error;
      }
    },
    size: () => size,
  };
}

const noFrames = (): Frames => ({ madeAt: 0, tails: new Map(), whole: new Map() });

/** The frame that brings a crowd's view. Watchers whose clients gave the same id share it to the last byte. */
function frameFor(crowd: Crowd, view: View, { show, wire }: Watcher, now: number): Buffer {
  if (now - crowd.frames.madeAt > FRAMES_OLD_MS) crowd.frames = { ...noFrames(), madeAt: now };
  const { tails, whole } = crowd.frames;
  const byHead = whole.get(show) ?? new Map<string, Buffer>();
  const ready = byHead.get(wire.head);
  if (ready) return ready;
  const tail =
    tails.get(show) ??
    trackedTail(String(view.seq), JSON.stringify({ ...show(view), serverTime: toInstant(now) }));
  const frame = Buffer.from(wire.head + tail);
  tails.set(show, tail);
  whole.set(show, byHead.set(wire.head, frame));
  return frame;
}
