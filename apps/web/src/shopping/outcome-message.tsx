import { useEffect } from 'react';
import { secondsInLine } from '../server/drop-pace.ts';
import { OUTCOME_ID } from '../shell/use-focus-handover.ts';
import { pendingWords } from './outcome-words.ts';
import { shop, useShopping } from './shop.ts';

const tones = {
  good: 'bg-good-wash text-good',
  bad: 'bg-bad-wash text-bad',
  waiting: 'bg-wait-wash text-wait sending',
};

/** What became of the last click, or where it is: of one drop, or of any. Screen readers are told by themselves. */
export function OutcomeMessage({ dropId }: { dropId?: string }) {
  const { pending, notice } = useShopping();
  const concerns = (about: { dropId: string }): boolean =>
    dropId === undefined || about.dropId === dropId;
  const waiting = pending.findLast(concerns);
  const said = notice && concerns(notice) ? notice : undefined;
  const text = waiting
    ? pendingWords(waiting, secondsInLine(waiting.dropId, waiting.ahead))
    : said?.text;
  const tone = waiting ? (waiting.phase === 'unanswered' ? 'bad' : 'waiting') : said?.tone;
  useEffect(() => () => shop.dismiss(), []);
  return (
    <div
      id={OUTCOME_ID}
      role="status"
      aria-live="polite"
      tabIndex={-1}
      className="rounded-2xl outline-none focus-visible:ring-3 focus-visible:ring-focus"
      data-testid="outcome"
      data-tone={tone}
    >
      {text && (
        <p
          key={text}
          className={`appear rounded-2xl px-4 py-3 font-semibold ${tone ? tones[tone] : ''}`}
        >
          {text}
        </p>
      )}
    </div>
  );
}
