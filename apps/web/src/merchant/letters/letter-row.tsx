import { useState } from 'react';
import { Ago } from '../../time/ago.tsx';
import { LetterDetails } from './letter-details.tsx';
import { LetterSteps } from './letter-steps.tsx';
import { kindWords } from './letter-words.ts';
import type { Letter } from './letter-words.ts';

/** One dead letter; opened, everything that is known of it. */
export function LetterRow({ letter, onDone }: { letter: Letter; onDone: () => void }) {
  const { id, kind, status, cause, subject, createdAt, history } = letter;
  const [open, setOpen] = useState(false);
  return (
    <li className="tile grid grid-cols-1 gap-3 p-4" data-testid="letter" data-status={status}>
      <div className="flex flex-wrap items-start gap-x-4 gap-y-2">
        <span className="label rounded-full bg-wash px-2.5 py-1 font-semibold">
          {kindWords[kind]}
        </span>
        <div className="min-w-0 flex-1 basis-60">
          <p className="font-semibold wrap-break-word">{cause}</p>
          <p className="text-sm text-quiet">
            <Ago at={createdAt} />
            {history.length > 1 && ` · ${history.length} entries`}
            {' · '}
            <span className="label break-all">{subject}</span>
          </p>
        </div>
        <button
          type="button"
          className="button"
          aria-expanded={open}
          aria-controls={`letter-${id}`}
          onClick={() => setOpen(!open)}
        >
          {open ? 'Less' : 'Inspect'}
        </button>
      </div>
      <div id={`letter-${id}`} hidden={!open}>
        {open && <LetterDetails letter={letter} />}
      </div>
      {status === 'waiting' && <LetterSteps letter={letter} onDone={onDone} />}
    </li>
  );
}
