import type { ReactNode } from 'react';
import { troubleInWords } from '../server/store-error.ts';
import type { Pages } from './use-pages.ts';

/** A list of rows that is read in pages: says when it is empty, on its way or out of reach, and reads on when asked. */
export function PagedList({
  pages,
  count,
  empty,
  label,
  children,
}: {
  pages: Pages<unknown>;
  count: number;
  empty: string;
  label: string;
  children: ReactNode;
}) {
  const { loaded, error, more, again } = pages;
  return (
    <div className="grid grid-cols-1 gap-3">
      {error && (
        <p className="flex flex-wrap items-center gap-3 font-medium text-bad" role="alert">
          {troubleInWords(error)}
          <button type="button" className="button" onClick={again}>
            Try again
          </button>
        </p>
      )}
      {!loaded && !error && (
        <div role="status">
          <span className="sr-only">Loading…</span>
          <div className="skeleton pulse h-20" aria-hidden="true" />
        </div>
      )}
      {loaded && count === 0 && (
        <p className="rounded-tile border border-dashed border-line py-10 text-center text-quiet">
          {empty}
        </p>
      )}
      {count > 0 && (
        <ul className="grid grid-cols-1 gap-2" aria-label={label}>
          {children}
        </ul>
      )}
      {more && (
        <button type="button" className="button justify-self-center" onClick={more}>
          Show more
        </button>
      )}
    </div>
  );
}
