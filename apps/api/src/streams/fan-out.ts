import { toInstant } from '@lastpair/contracts';
import type { View } from '@lastpair/contracts';
import { failpoint } from '@lastpair/runtime';
import type { Clock } from '@lastpair/db';
import type { Wire } from '../wire/pushed.ts';
import { textFrame } from '../wire/text-frame.ts';
import { trackedTail } from '../wire/wire.ts';
import type { Views } from './views.ts';

/** Telling everybody at once would keep commands waiting, so it is done in slices with time for them in between. */
const SLICE_MS = 1;
const PAUSE_MS = 1;
/** The pause while anybody waits for an answer. */
const BUSY_PAUSE_MS = 4;
/** A slice goes on for longer, up to so much, when otherwise not everybody would be told within ROUND_MS. */
const LONGEST_SLICE_MS = 6;
const ROUND_MS = 275;
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
  /** Whether anybody waits for an answer. */
  isBusy: () => boolean;
  onError: (error: Error) => void;
}): FanOut {
  const { views, clock, isBusy, onError } = options;
  const crowds = new Map<string, Crowd>();
  /** Drops of which somebody has not got the newest view. */
  const behind = new Set<string>();
  let size = 0;
  let timer: NodeJS.Timeout | undefined;
  let sweptAt = 0;

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
    if (timer) return;
    sweptAt = performance.now();
    timer = setTimeout(sweep, 0);
  };

  const tell = (crowd: Crowd, view: View, watcher: Watcher): void => {
    watcher.seq = view.seq;
    crowd.watchers.delete(watcher);
    crowd.watchers.add(watcher);
    const { socket } = watcher.wire;
    try {
      failpoint('api.stream');
      socket.sendEvent(frameFor(crowd, view, watcher, clock.now()));
    } catch (error) {
      // Whoever can't be told is cut off, and comes back for the newest.
      onError(error as Error);
      socket.terminate();
    }
  };

  /** One slice: goes on with the drops that are behind, in turn, until all are told or its time is over. */
  const sweep = (): void => {
    timer = undefined;
    const isOver = limitOf(performance.now());
    let told = 0;
    for (const dropId of behind) {
      behind.delete(dropId);
      const crowd = crowds.get(dropId);
      if (!crowd?.view) continue;
      for (const watcher of crowd.watchers) {
        if (watcher.seq === crowd.view.seq) break;
        if (told % STRIDE === STRIDE - 1 && isOver(told)) {
          // To the end of the line, so that a small crowd does not wait for a large one.
          behind.add(dropId);
          break;
        }
        tell(crowd, crowd.view, watcher);
        told += 1;
      }
      if (isOver(told)) break;
    }
    sweptAt = performance.now();
    if (behind.size > 0) timer = setTimeout(sweep, isBusy() ? BUSY_PAUSE_MS : PAUSE_MS);
  };

  /** When a slice that begins now is over, by how many it has told. A loop that is late has more to make up for. */
  const limitOf = (startedAt: number): ((told: number) => boolean) => {
    const owed = (size * (startedAt - sweptAt)) / ROUND_MS;
    return (told) => {
      const ms = performance.now() - startedAt;
      return ms > SLICE_MS && (told >= owed || ms > LONGEST_SLICE_MS);
    };
  };

  return {
    async add({ dropId, lastSeq, show: how, wire }) {
      // Listen first, then read: what changes in between is told twice rather than never.
      const crowd = crowds.get(dropId) ?? gather(dropId);
      const watcher: Watcher = { wire, show: how, seq: lastSeq };
      crowd.watchers.add(watcher);
      size += 1;
      // With an answer the newest view goes along for next to nothing.
      const endJoin = wire.socket.beforeWrite(() => {
        const { view } = crowd;
        if (view && watcher.seq !== undefined && watcher.seq < view.seq) tell(crowd, view, watcher);
      });
      let ended = false;
      const end = (): void => {
        if (ended) return;
        ended = true;
        size -= 1;
        endJoin();
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
  const frame = textFrame(wire.head + tail);
  tails.set(show, tail);
  whole.set(show, byHead.set(wire.head, frame));
  return frame;
}
