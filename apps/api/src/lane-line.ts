import { COMMANDS_PER_JOB } from '@lastpair/contracts';
import type { Command } from '@lastpair/contracts';
import { createWaitingLine } from './waiting-line.ts';

/** One that is decided, and one that is answered. */
const BATCHES_UNDER_WAY = 2;
/** A job and a transaction cost as much as some dozens of commands, so fewer than these wait for the batch before. */
const WORTH_A_BATCH = 64;

/** The line of one lane in one process: what waits to leave, and the batches that have left and are not answered yet. */
export type LaneLine = {
  /** Puts a command in line and gives how many are before it: those of its drop that wait, and all that are under way. */
  join(command: Command): number;
  /** The same for a command that is in line already; 0 for one that has left. */
  aheadOf(command: Command): number;
  /**
   * The next batch, if one is to leave: at once when none is under way, and behind another one as soon as it has grown as
   * large, so that the worker decides the one while this process answers the other. Else nothing. `now` is in milliseconds.
   */
  next(now: number): Command[];
  answered(commandId: string): void;
  /** Waits no longer for the batches that left before a time: they may be lost. */
  giveUp(leftBefore: number): void;
};

export function createLaneLine(): LaneLine {
  const waiting = createWaitingLine();
  let underWay: { leftAt: number; unanswered: Set<string> }[] = [];

  const unanswered = (): number => underWay.reduce((sum, batch) => sum + batch.unanswered.size, 0);

  return {
    join: (command) => unanswered() + waiting.join(command),
    aheadOf: (command) =>
      underWay.some((batch) => batch.unanswered.has(command.commandId))
        ? 0
        : unanswered() + waiting.placeOf(command),
    next(now) {
      const before = unanswered();
      const least = before === 0 ? 1 : Math.max(before, WORTH_A_BATCH);
      if (underWay.length === BATCHES_UNDER_WAY || waiting.count() < least) return [];
      const commands = waiting.take(COMMANDS_PER_JOB);
      const ids = new Set(commands.map(({ commandId }) => commandId));
      underWay.push({ leftAt: now, unanswered: ids });
      return commands;
    },
    answered(commandId) {
      for (const batch of underWay) {
        if (!batch.unanswered.delete(commandId)) continue;
        if (batch.unanswered.size === 0) underWay = underWay.filter((each) => each !== batch);
        return;
      }
    },
    giveUp(leftBefore) {
      underWay = underWay.filter(({ leftAt }) => leftAt >= leftBefore);
    },
  };
}
