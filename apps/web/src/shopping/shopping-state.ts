import type { Outcome } from '@lastpair/contracts';
import { wordsOf } from './outcome-words.ts';

/** What a shopper wants, before it has an id. */
export type Intent =
  | { kind: 'reserve'; dropId: string; size: string }
  | { kind: 'purchase' | 'release'; dropId: string; size: string; reservationId: string };

/**
 * A command that has no final answer yet. `sending`: the server has not said that it has it; `in_line`: it has, with
 * `ahead` before it; `unanswered`: nothing came for so long that the shopper was told.
 */
export type PendingCommand = Intent & {
  commandId: string;
  /** When it was clicked, in local milliseconds since the epoch. */
  sentAt: number;
  phase: 'sending' | 'in_line' | 'unanswered';
  ahead: number;
};

/** What the shopper is told about the last thing that was decided. */
export type Notice = { dropId: string; tone: 'good' | 'bad'; text: string };

/** What this tab is waiting for, and what it was told last. */
export type Shopping = { pending: readonly PendingCommand[]; notice: Notice | undefined };

export const nothingPending: Shopping = { pending: [], notice: undefined };

/** A second click within this time is the same click: a double click, or an impatient finger. */
const SAME_CLICK_MS = 600;

const isSameIntent = (one: Intent, other: Intent): boolean =>
  one.kind === other.kind &&
  one.dropId === other.dropId &&
  (one.kind === 'reserve'
    ? one.size === other.size
    : other.kind !== 'reserve' && one.reservationId === other.reservationId);

/** Whether a click asks again for what is under way, or was clicked a moment ago. */
export const isRepeated = (
  { pending }: Shopping,
  lastClick: (Intent & { sentAt: number }) | undefined,
  click: Intent & { sentAt: number },
): boolean =>
  pending.some((command) => command.phase !== 'unanswered' && isSameIntent(command, click)) ||
  (lastClick !== undefined &&
    isSameIntent(lastClick, click) &&
    click.sentAt - lastClick.sentAt < SAME_CLICK_MS);

/** A command sets out. What was said before is over. */
export const begin = ({ pending }: Shopping, command: PendingCommand): Shopping => ({
  pending: [...pending.filter(({ phase }) => phase !== 'unanswered'), command],
  notice: undefined,
});

/** Changes a command that is under way. One that is not, any more, stays as it is. */
function change(
  shopping: Shopping,
  commandId: string,
  changes: Partial<Pick<PendingCommand, 'phase' | 'ahead'>>,
): Shopping {
  const command = shopping.pending.find((pending) => pending.commandId === commandId);
  if (!command || command.phase === 'unanswered') return shopping;
  return {
    ...shopping,
    pending: shopping.pending.map((pending) =>
      pending === command ? { ...command, ...changes } : pending,
    ),
  };
}

/** The shopper has waited long enough to be told that no answer has come. */
export const giveUp = (shopping: Shopping, commandId: string): Shopping =>
  change(shopping, commandId, { phase: 'unanswered' });

/** A command that came to nothing: it was not taken, and `text` says why. */
export function drop(shopping: Shopping, commandId: string, text: string): Shopping {
  const command = shopping.pending.find((pending) => pending.commandId === commandId);
  if (!command) return shopping;
  return {
    pending: shopping.pending.filter((pending) => pending !== command),
    notice: { dropId: command.dropId, tone: 'bad', text },
  };
}

/** Takes an answer of the server: to a command of this tab, or news of what is mine. */
export function take(shopping: Shopping, outcome: Outcome): Shopping {
  if (outcome.status === 'queued') {
    return change(shopping, outcome.commandId, { phase: 'in_line', ahead: outcome.ahead ?? 0 });
  }
  const command = shopping.pending.find(({ commandId }) => commandId === outcome.commandId);
  const notice = wordsOf(command, outcome);
  if (!command && !notice) return shopping;
  return {
    pending: shopping.pending.filter((pending) => pending !== command),
    notice: notice ?? shopping.notice,
  };
}
