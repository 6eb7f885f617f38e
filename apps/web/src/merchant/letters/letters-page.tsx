import { deadLetterKinds, deadLetterStatuses } from '@lastpair/contracts';
import type { DeadLetterKind, DeadLetterStatus } from '@lastpair/contracts';
import { useState } from 'react';
import { PagedList } from '../../parts/paged-list.tsx';
import { Segments } from '../../parts/segments.tsx';
import { usePages } from '../../parts/use-pages.ts';
import { cache } from '../../server/cache.ts';
import { client } from '../../server/client.ts';
import { LetterRow } from './letter-row.tsx';
import { kindWords, statusWords } from './letter-words.ts';

const PAGE = 20;
const empty: Record<DeadLetterStatus, string> = {
  waiting: 'Nothing waits. What fails for good will stand here.',
  retried: 'Nothing was tried again yet.',
  discarded: 'Nothing was discarded yet.',
};

/** What failed for good, with what was tried, and what to do about it. */
export function LettersPage() {
  const [status, setStatus] = useState<DeadLetterStatus>('waiting');
  const [kind, setKind] = useState<DeadLetterKind>();
  const pages = usePages(['dead letters', status, kind], async (cursor) => {
    const { letters, next } = await client.deadLetters.list.query({
      status,
      kind,
      cursor,
      limit: PAGE,
    });
    return { items: letters, next: next ?? null };
  });
  const again = (): void => {
    pages.again();
    void cache.deadLetters.list.invalidate();
  };
  return (
    <div className="grid grid-cols-1 gap-4">
      <div className="flex flex-wrap items-center gap-2">
        <Segments
          label="Which letters"
          values={deadLetterStatuses}
          words={statusWords}
          value={status}
          onChange={setStatus}
        />
        <select
          className="input w-auto!"
          aria-label="Kind"
          value={kind ?? ''}
          onChange={({ target }) => setKind(deadLetterKinds.find((each) => each === target.value))}
        >
          <option value="">All kinds</option>
          {deadLetterKinds.map((each) => (
            <option key={each} value={each}>
              {kindWords[each]}
            </option>
          ))}
        </select>
        <button type="button" className="button sm:ml-auto" onClick={again}>
          Look again
        </button>
      </div>
      <PagedList
        pages={pages}
        count={pages.items.length}
        empty={kind ? `${empty[status]} (Of this kind.)` : empty[status]}
        label="Dead letters"
      >
        {pages.items.map((letter) => (
          <LetterRow key={letter.id} letter={letter} onDone={again} />
        ))}
      </PagedList>
    </div>
  );
}
