import { useState } from 'react';
import { client } from '../../server/client.ts';
import { useDesk } from '../live/desk-context.ts';
import { laterAlert, withLive } from '../live/later.ts';
import { usePages } from '../../parts/use-pages.ts';
import { DeskHead } from '../parts/desk-head.tsx';
import { PagedList } from '../../parts/paged-list.tsx';
import { Segments } from '../../parts/segments.tsx';
import { AlertRow } from './alert-row.tsx';

const kinds = ['open', 'cleared'] as const;
type Kind = (typeof kinds)[number];
const words: Record<Kind, string> = { open: 'Open', cleared: 'History' };
const empty: Record<Kind, string> = {
  open: 'Every shelf has enough and none too many.',
  cleared: 'No alert has been cleared yet.',
};

/** What is too low or too high, and what was. */
export function AlertsPage() {
  const { desk } = useDesk();
  const [kind, setKind] = useState<Kind>('open');
  const pages = usePages(['desk alerts', kind], (after) =>
    client.desk.alerts.list.query({ status: kind, limit: 50, ...(after && { after }) }),
  );
  const alerts = withLive(
    pages.items,
    desk.alerts.values(),
    laterAlert,
    ({ status }) => (status === 'cleared') === (kind === 'cleared'),
    ({ raisedAt }) => raisedAt,
  );
  return (
    <>
      <DeskHead
        title="Alerts"
        help="A shelf raises one when it reaches its limit, and clears it by itself when it is well again. Limits are under Settings, or at the shelf."
      >
        <Segments
          label="Which alerts"
          values={kinds}
          words={words}
          value={kind}
          onChange={setKind}
        />
      </DeskHead>
      <PagedList pages={pages} count={alerts.length} empty={empty[kind]} label="Alerts">
        {alerts.map((alert) => (
          <AlertRow key={alert.id} alert={alert} />
        ))}
      </PagedList>
    </>
  );
}
