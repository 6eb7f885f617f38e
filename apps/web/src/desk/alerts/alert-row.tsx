import type { Alert } from '@lastpair/contracts';
import { Ago } from '../../time/ago.tsx';
import { formatInstant } from '../../time/format-time.ts';
import { useDesk } from '../live/desk-context.ts';
import { useOpenShelf } from '../shelf/use-open-shelf.ts';
import { AcknowledgeButton } from './acknowledge-button.tsx';
import { alertInWords, asOfNow } from './alert-words.ts';

/** One alert with what became of it. */
export function AlertRow({ alert }: { alert: Alert }) {
  const { desk } = useDesk();
  const { open } = useOpenShelf();
  const { kind, status, limit, acknowledgedBy, clearedAt, raisedAt } = alert;
  return (
    <li
      className="tile flex flex-wrap items-center gap-x-4 gap-y-2 p-4"
      data-testid="alert"
      data-status={status}
    >
      <span
        className="level-dot"
        data-tone={status === 'cleared' ? 'well' : kind}
        aria-hidden="true"
      />
      <div className="min-w-0 flex-1 basis-72">
        <button
          type="button"
          className="min-h-6 text-left font-semibold hover:underline"
          onClick={() => open(alert)}
        >
          {alertInWords(asOfNow(alert, desk))}
        </button>
        <p className="text-sm text-quiet">
          Raised <Ago at={raisedAt} /> at the limit of {limit}
          {acknowledgedBy !== null && `; ${acknowledgedBy} looks after it`}
          {clearedAt !== null && `; cleared ${formatInstant(clearedAt)}`}
        </p>
      </div>
      {status === 'raised' && <AcknowledgeButton alert={alert} />}
      {status === 'acknowledged' && (
        <span className="label rounded-full bg-wash px-3 py-1">acknowledged</span>
      )}
      {status === 'cleared' && (
        <span className="label rounded-full bg-good-wash px-3 py-1 text-good">cleared</span>
      )}
    </li>
  );
}
