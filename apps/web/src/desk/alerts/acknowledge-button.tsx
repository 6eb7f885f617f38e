import type { Alert } from '@lastpair/contracts';
import { troubleInWords } from '../../server/store-error.ts';
import { trpc } from '../../server/trpc.ts';
import { useDesk } from '../live/desk-context.ts';
import { Trouble } from '../../parts/trouble.tsx';

/** Says that somebody looks after an alert. */
export function AcknowledgeButton({ alert }: { alert: Alert }) {
  const { dispatch } = useDesk();
  const { mutate, isPending, error } = trpc.desk.alerts.acknowledge.useMutation({
    onSuccess: (acknowledged) => dispatch({ kind: 'alert', alert: acknowledged }),
  });
  return (
    <span className="flex items-center gap-2">
      <Trouble>{error && troubleInWords(error)}</Trouble>
      <button
        type="button"
        className="button"
        aria-disabled={isPending}
        onClick={() => !isPending && mutate({ alertId: alert.id })}
      >
        Acknowledge
        <span className="sr-only">
          {' '}
          {alert.model} in {alert.store}
        </span>
      </button>
    </span>
  );
}
