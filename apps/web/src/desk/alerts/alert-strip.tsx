import type { Alert } from '@lastpair/contracts';
import { Link } from 'wouter';
import { useDesk } from '../live/desk-context.ts';
import { useOpenShelf } from '../shelf/use-open-shelf.ts';
import { AcknowledgeButton } from './acknowledge-button.tsx';
import { alertInWords, asOfNow } from './alert-words.ts';

/** The newest alert that nobody looks after, on every page of the desk. */
export function AlertStrip() {
  const { desk } = useDesk();
  const raised = [...desk.alerts.values()]
    .filter(({ status }) => status === 'raised')
    .toSorted((one, other) => other.raisedAt.localeCompare(one.raisedAt));
  const newest = raised[0];
  return (
    <div role="status" aria-label="Newest alert" data-testid="alert-strip">
      {newest && <Strip newest={asOfNow(newest, desk)} others={raised.length - 1} />}
    </div>
  );
}

function Strip({ newest, others }: { newest: Alert; others: number }) {
  const { open } = useOpenShelf();
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-1 rounded-2xl bg-bad-wash px-4 py-1.5 text-bad">
      <span className="pulse level-dot" data-tone={newest.kind} aria-hidden="true" />
      <button
        type="button"
        className="min-h-11 min-w-0 flex-1 basis-60 text-left font-semibold hover:underline"
        onClick={() => open(newest)}
      >
        {alertInWords(newest)}
      </button>
      <span className="ml-auto flex items-center gap-3">
        {others > 0 && (
          <Link
            href="/desk/alerts"
            className="py-2 text-sm font-semibold underline underline-offset-4"
          >
            {others} more
          </Link>
        )}
        <AcknowledgeButton alert={newest} />
      </span>
    </div>
  );
}
