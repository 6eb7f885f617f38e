import { payloadOf } from '@lastpair/contracts';
import type { Growth } from '@lastpair/contracts';
import type { Road } from '@lastpair/queue';
import { failpoint } from '@lastpair/runtime';
import { EXPIRY_GRACE_MS } from './apply-batch.ts';
import type { Applied } from './apply-batch.ts';

/** Deadlines this close together share one tick, so that a stampede does not make a job for each batch. */
const TICK_EVERY_MS = 10;
/** Reservations that are due in the same moment are made in the same moment, if the drop's hold is the same. */
const REMEMBERED_MS = 1_000;

/**
 * Tells whoever listens how far which logs go now and by which rows, and asks for a look at the clock when the new
 * reservations are due. Both are hints: the feed and the sweep make up for any that are lost.
 */
export type AfterCommit = (applied: readonly Applied[]) => Promise<void>;

/** Makes it for a process. It remembers which looks at which drops' clocks it has asked for. */
export function createAfterCommit(road: Pick<Road, 'publish' | 'tick'>): AfterCommit {
  /** By the time of the look, in epoch milliseconds: the drops to look at. */
  const asked = new Map<number, Set<string>>();

  const ticksOf = (applied: readonly Applied[]): Promise<void>[] => {
    /** By the time of the look, too. */
    const wanted = new Map<number, { dropIds: string[]; here: number }>();
    for (const { dropId, deadlines } of applied) {
      for (const deadline of deadlines) {
        const at = Math.ceil((deadline.at + EXPIRY_GRACE_MS) / TICK_EVERY_MS) * TICK_EVERY_MS;
        const known = asked.get(at) ?? new Set();
        if (known.has(dropId)) continue;
        asked.set(at, known.add(dropId));
        const look = wanted.get(at) ?? { dropIds: [], here: deadline.here + at - deadline.at };
        look.dropIds.push(dropId);
        wanted.set(at, look);
      }
    }
    return [...wanted].map(async ([at, { dropIds, here }]) => {
      setTimeout(() => asked.delete(at), REMEMBERED_MS).unref();
      // Counted from now: how long ago the batch was decided, which is long under load, must not make the look late.
      await road.tick(dropIds, here - performance.now());
    });
  };

  return async (applied) => {
    failpoint('worker.after-commit');
    const replayed = applied.flatMap((each) => each.replayed);
    const hints = [road.publish({ drops: applied.map(toGrowth), replayed })];
    failpoint('worker.after-news');
    hints.push(...ticksOf(applied));
    await Promise.all(hints);
  };
}

/** Postgres has committed what is told here, so that nobody has to read it again. */
const toGrowth = ({ dropId, seq, decidedAt, logged }: Applied): Growth => ({
  dropId,
  seq,
  batch: {
    decidedAt,
    rows: logged.map(({ command, decision }) => ({
      commandId: command.commandId,
      kind: command.kind,
      shopperId: command.shopperId,
      payload: payloadOf(command),
      decision,
    })),
  },
});
