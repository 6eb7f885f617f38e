import { useEffect } from 'react';
import { secondsInLine } from '../server/drop-pace.ts';
import { OutcomeRegion, tones } from '../shell/outcome-region.tsx';
import { pendingWords } from './outcome-words.ts';
import { shop, useShopping } from './shop.ts';

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
    <OutcomeRegion testId="outcome" tone={tone}>
      {text && (
        <p
          key={text}
          className={`appear rounded-2xl px-4 py-3 font-semibold ${tone ? tones[tone] : ''}`}
        >
          {text}
        </p>
      )}
    </OutcomeRegion>
  );
}
