import { useEffect } from 'react';
import { OUTCOME_ID } from '../shell/use-focus-handover.ts';
import { pendingWords } from './outcome-words.ts';
import { shop, useShopping } from './shop.ts';

/** What became of the last click, or where it is: of one drop, or of any. Screen readers are told by themselves. */
export function OutcomeMessage({ dropId }: { dropId?: string }) {
  const { pending, notice } = useShopping();
  const concerns = (about: { dropId: string }): boolean =>
    dropId === undefined || about.dropId === dropId;
  const waiting = pending.findLast(concerns);
  const said = notice && concerns(notice) ? notice : undefined;
  const text = waiting ? pendingWords(waiting) : said?.text;
  useEffect(() => () => shop.dismiss(), []);
  return (
    <div
      className="outcome"
      id={OUTCOME_ID}
      role="status"
      aria-live="polite"
      tabIndex={-1}
      data-testid="outcome"
      data-tone={waiting ? (waiting.phase === 'unanswered' ? 'bad' : 'waiting') : said?.tone}
    >
      {text && <p>{text}</p>}
    </div>
  );
}
