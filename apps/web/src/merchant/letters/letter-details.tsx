import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { formatInstant } from '../../time/format-time.ts';
import type { Letter } from './letter-words.ts';

/** What a letter is about, all of its error, its payload, and what was tried and done. */
export function LetterDetails({ letter }: { letter: Letter }) {
  const { dropId, orderId, error, payload, history } = letter;
  return (
    <div className="grid grid-cols-1 gap-4 border-t border-line pt-4">
      {(dropId ?? orderId) && (
        <p className="flex flex-wrap gap-x-5 text-sm font-semibold">
          {orderId && (
            <Link
              href={`/merchant/orders/${orderId}`}
              className="py-1 underline underline-offset-4"
            >
              Its order
            </Link>
          )}
          {dropId && (
            <Link href={`/merchant/drops/${dropId}`} className="py-1 underline underline-offset-4">
              Its drop
            </Link>
          )}
        </p>
      )}
      <Part title="History">
        <ol className="grid gap-1 text-sm">
          {history.map(({ at, what, by }, index) => (
            // oxlint-disable-next-line react/no-array-index-key -- what was written stays where it is
            <li key={index} className="flex flex-wrap gap-x-3">
              <time className="text-quiet" dateTime={at}>
                {formatInstant(at)}
              </time>
              <span className="min-w-0 wrap-break-word">
                {what}
                {by && <span className="text-quiet"> – {by}</span>}
              </span>
            </li>
          ))}
        </ol>
      </Part>
      <Part title="Payload">
        <Code text={JSON.stringify(payload, null, 2) ?? 'none'} label="Payload" />
      </Part>
      <Part title="Error">
        <Code text={error} label="Error" />
      </Part>
    </div>
  );
}

const Part = ({ title, children }: { title: string; children: ReactNode }) => (
  <div className="grid min-w-0 gap-1">
    <h2 className="label font-semibold text-quiet">{title}</h2>
    {children}
  </div>
);

const Code = ({ text, label }: { text: string; label: string }) => (
  <pre
    className="label max-h-72 overflow-auto rounded-xl bg-wash p-3 break-all whitespace-pre-wrap"
    tabIndex={0}
    role="region"
    aria-label={label}
  >
    {text}
  </pre>
);
