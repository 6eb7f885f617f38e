import type { Outcome, RefusalReason } from '@lastpair/contracts';
import { count, formatClock } from '../time/format-time.ts';
import type { Intent, Notice, PendingCommand } from './shopping-state.ts';

/** Every refusal in plain words, with what to do next. */
const refusals: Record<RefusalReason, string> = {
  unknown_drop: 'This drop is gone. Have a look at the others.',
  unknown_size: 'This drop does not come in that size. Pick another one.',
  not_open: 'It was not open yet when you pressed. Press again when the countdown has ended.',
  closed: 'This drop has closed, so no more pairs are given out. Have a look at the others.',
  unknown_reservation: 'That hold is not known any more. Pick a size to try again.',
  not_yours: 'Somebody else holds that pair. Check that you are signed in as yourself.',
  already_purchased: 'You have bought this pair already. It is in your bag.',
  already_released: 'You let this pair go before. Pick a size if you want one again.',
  expired: 'Your time ran out and the pair went back. Pick a size to try again.',
  limit_reached:
    'You have as many pairs of this drop as one shopper may have. If you hold one, let it go to take another.',
  cooling_down:
    'Your last holds in this drop ran out and were not bought. Others go first for a moment.',
  sold_out:
    'No pair of this size is free right now. One that is held may come back: stay here, or pick another size.',
  timed_out:
    'The line was too long and your turn did not come in time. Nothing was done. Press again.',
  failed: 'Something broke on our side. Nothing was held and nothing was sold. Press again.',
};

/** What an outcome means to the shopper; undefined when there is nothing to say. `intent` is what was asked here. */
export function wordsOf(intent: Intent | undefined, outcome: Outcome): Notice | undefined {
  const { reservation, status, reason, until } = outcome;
  if (reservation?.status === 'expired') {
    return {
      dropId: reservation.dropId,
      tone: 'bad',
      text: `Your time for size ${reservation.size} ran out and the pair went back. Pick a size to try again.`,
    };
  }
  if (!intent) return undefined;
  const { dropId, size } = intent;
  if (status === 'refused') {
    const again = until === undefined ? '' : ` Press again at ${formatClock(until)}.`;
    return { dropId, tone: 'bad', text: `${refusals[reason ?? 'failed']}${again}` };
  }
  switch (intent.kind) {
    case 'reserve':
      return {
        dropId,
        tone: 'good',
        text: `Size ${size} is held for you. Buy it before the time is up.`,
      };
    case 'purchase':
      return { dropId, tone: 'good', text: `It is yours: size ${size} is bought.` };
    case 'release':
      return {
        dropId,
        tone: 'good',
        text: `You let size ${size} go. Somebody else can have it now.`,
      };
  }
}

/** Where a command is that has no final answer yet; `seconds` is how long the line takes, if that is known. */
export function pendingWords(
  { kind, size, phase, ahead }: PendingCommand,
  seconds?: number,
): string {
  const what = { reserve: 'Reserving', purchase: 'Buying', release: 'Letting go of' }[kind];
  switch (phase) {
    case 'sending':
      return `${what} size ${size}: sending…`;
    case 'in_line':
      return ahead === 0
        ? `${what} size ${size}: in line, you are next.`
        : `${what} size ${size}: in line, ${ahead} ahead of you${seconds === undefined ? '' : `, about ${count(seconds, 'second')}`}.`;
    case 'unanswered':
      return 'No answer has come for 30 seconds. If it did go through, your bag will show it as soon as we are back in touch. Otherwise press again.';
  }
}
