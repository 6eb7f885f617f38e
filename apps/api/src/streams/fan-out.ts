import { isDeepStrictEqual } from 'node:util';
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

/** A refusal moves a drop's log on and changes nothing on a screen. Its seq alone is told this much later, with whatever else came. */
const QUIET_MS = 1_000;

/** How a view is shown: all of it, or without the counts that the merchant keeps private. */
type Show = (view: View) => View;
type Watcher = { wire: Wire; seq: number | undefined };
/** Those who see a drop in the same way, in the order in which they were last told: whoever is first has the oldest view. */
type Crowd = {
  show: Show;
  /** The newest, as they are shown it. */
  view: View | undefined;
  /** Whoever has the view of this seq, or a later one, need not be told: nothing that can be seen has changed since. */
  changedAt: number;
  quiet: NodeJS.Timeout | undefined;
  frames: Frames;
  watchers: Set<Watcher>;
  endWatch: () => void;
};
type Frames = { madeAt: number; tail: string | undefined; byHead: Map<string, Buffer> };

/**
 * Tells everyone who watches a drop on a WebSocket of each change that can be seen, those first who have waited longest. A
 * view is made into a frame once for all; whoever falls behind skips to the newest.
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
  const crowds = new Map<string, Map<Show, Crowd>>();
  /** Those of which somebody does not see the last change. */
  const behind = new Set<Crowd>();
  let size = 0;
  let timer: NodeJS.Timeout | undefined;
  let sweptAt = 0;
  /** How many were told with an answer since the last slice. */
  let joined = 0;

  const gather = (dropId: string, show: Show): Crowd => {
    const crowd: Crowd = {
      show,
      view: undefined,
      changedAt: 0,
      quiet: undefined,
      frames: noFrames(),
      watchers: new Set(),
      endWatch: views.watch(dropId, (view) => renew(crowd, view)),
    };
    const ofDrop = crowds.get(dropId) ?? new Map<Show, Crowd>();
    crowds.set(dropId, ofDrop.set(show, crowd));
    return crowd;
  };

  const scatter = (dropId: string, crowd: Crowd): void => {
    crowd.endWatch();
    clearTimeout(crowd.quiet);
    const ofDrop = crowds.get(dropId);
    if (ofDrop?.get(crowd.show) === crowd) ofDrop.delete(crowd.show);
    if (ofDrop?.size === 0) crowds.delete(dropId);
  };

  /** Takes a view that is newer than the crowd's. */
  const renew = (crowd: Crowd, read: View): void => {
    const before = crowd.view;
    if (before && read.seq <= before.seq) return;
    crowd.view = crowd.show(read);
    crowd.frames = noFrames();
    if (!before || !looksTheSame(before, crowd.view)) tellAll(crowd);
    else crowd.quiet ??= setTimeout(() => tellAll(crowd), QUIET_MS);
  };

  const tellAll = (crowd: Crowd): void => {
    clearTimeout(crowd.quiet);
    crowd.quiet = undefined;
    crowd.changedAt = crowd.view?.seq ?? 0;
    behind.add(crowd);
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
      socket.sendEvent(frameFor(crowd, view, watcher.wire, clock.now()));
    } catch (error) {
      // Whoever can't be told is cut off, and comes back for the newest.
      onError(error as Error);
      socket.terminate();
    }
  };

  /** One slice: goes on with the crowds that are behind, in turn, until all are told or its time is over. */
  const sweep = (): void => {
    timer = undefined;
    const isOver = limitOf(performance.now());
    let told = 0;
    for (const crowd of behind) {
      behind.delete(crowd);
      if (!crowd.view) continue;
      for (const watcher of crowd.watchers) {
        if (!lacks(watcher, crowd)) break;
        if (told % STRIDE === STRIDE - 1 && isOver(told)) {
          // To the end of the line, so that a small crowd does not wait for a large one.
          behind.add(crowd);
          break;
        }
        tell(crowd, crowd.view, watcher);
        told += 1;
      }
      if (isOver(told)) break;
    }
    sweptAt = performance.now();
    joined = 0;
    if (behind.size > 0) timer = setTimeout(sweep, isBusy() ? BUSY_PAUSE_MS : PAUSE_MS);
  };

  /**
   * When a slice that begins now is over, by how many it has told; those told with an answer count. A loop that is late has
   * more to make up for.
   */
  const limitOf = (startedAt: number): ((told: number) => boolean) => {
    const owed = (size * (startedAt - sweptAt)) / ROUND_MS - joined;
    return (told) => {
      const ms = performance.now() - startedAt;
      return ms > SLICE_MS && (told >= owed || ms > LONGEST_SLICE_MS);
    };
  };

  return {
    async add({ dropId, lastSeq, show: how, wire }) {
      // Listen first, then read: what changes in between is told twice rather than never.
      const crowd = crowds.get(dropId)?.get(how) ?? gather(dropId, how);
      const watcher: Watcher = { wire, seq: lastSeq };
      crowd.watchers.add(watcher);
      size += 1;
      // With an answer the newest view goes along for next to nothing.
      const endJoin = wire.socket.beforeWrite(() => {
        const { view } = crowd;
        if (!view || watcher.seq === undefined || !lacks(watcher, crowd)) return;
        joined += 1;
        tell(crowd, view, watcher);
      });
      let ended = false;
      const end = (): void => {
        if (ended) return;
        ended = true;
        size -= 1;
        endJoin();
        crowd.watchers.delete(watcher);
        if (crowd.watchers.size === 0) scatter(dropId, crowd);
      };
      try {
        const view = await views.latest(dropId, lastSeq ?? 0);
        if (!view) {
          end();
          return undefined;
        }
        renew(crowd, view);
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

/** Whether there is a change that the watcher was not told of. */
const lacks = ({ seq }: Watcher, { changedAt }: Crowd): boolean =>
  seq === undefined || seq < changedAt;

const looksTheSame = (one: View, other: View): boolean =>
  isDeepStrictEqual({ ...one, seq: 0, serverTime: '' }, { ...other, seq: 0, serverTime: '' });

const noFrames = (): Frames => ({ madeAt: 0, tail: undefined, byHead: new Map() });

/** The frame that brings a crowd's view. Watchers whose clients gave the same id share it to the last byte. */
function frameFor(crowd: Crowd, view: View, { head }: Wire, now: number): Buffer {
  if (now - crowd.frames.madeAt > FRAMES_OLD_MS) crowd.frames = { ...noFrames(), madeAt: now };
  const { frames } = crowd;
  const ready = frames.byHead.get(head);
  if (ready) return ready;
  frames.tail ??= trackedTail(
    String(view.seq),
    JSON.stringify({ ...view, serverTime: toInstant(now) }),
  );
  const frame = textFrame(head + frames.tail);
  frames.byHead.set(head, frame);
  return frame;
}
