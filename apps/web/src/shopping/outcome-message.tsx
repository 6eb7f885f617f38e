import { useEffect } from 'react';
import { pendingWords } from './outcome-words.ts';
import { shop, useShopping } from './shop.ts';

/** What became of the last click, or where it is: of one drop, or of any. Screen readers are told by themselves. */
export function OutcomeMessage({ dropId }: { dropId?: string }) {
  const { pending, notice } = useShopping();
  const concerns = (about: { dropId: string }): boolean =>
    dropId === undefined || about.dropId === dropId;
  const waiting = pending.findLast(concerns);
  const said = notice && concerns(notice) ? notice : undefined;
  useEffect(() => () => shop.dismiss(), []);
  return (
    <p
      className="outcome"
      role="status"
      aria-live="polite"
      data-testid="outcome"
      data-tone={waiting ? (waiting.phase === 'unanswered' ? 'bad' : 'waiting') : said?.tone}
    >
      {waiting ? pendingWords(waiting) : said?.text}
    </p>
  );
}
