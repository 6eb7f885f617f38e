import { useState } from 'react';
import { client } from '../../server/client.ts';
import { useDesk } from '../live/desk-context.ts';
import { laterTransfer, withLive } from '../live/later.ts';
import { usePages } from '../../parts/use-pages.ts';
import { DeskHead } from '../parts/desk-head.tsx';
import { PagedList } from '../../parts/paged-list.tsx';
import { Segments } from '../../parts/segments.tsx';
import { Suggestions } from './suggestions.tsx';
import { TransferForm } from './transfer-form.tsx';
import { TransferRow } from './transfer-row.tsx';

const kinds = ['open', 'received', 'cancelled'] as const;
type Kind = (typeof kinds)[number];
const words: Record<Kind, string> = { open: 'Open', received: 'Received', cancelled: 'Called off' };
const empty: Record<Kind, string> = {
  open: 'Nothing is asked for or on its way.',
  received: 'Nothing has arrived yet.',
  cancelled: 'No transfer was called off.',
};

/** Pairs from where they lie to where they sell. */
export function TransfersPage() {
  const { desk } = useDesk();
  const [kind, setKind] = useState<Kind>('open');
  const [asking, setAsking] = useState(false);
  const pages = usePages(['desk transfers', kind], (after) =>
    client.desk.transfers.list.query({ status: kind, limit: 50, ...(after && { after }) }),
  );
  const transfers = withLive(
    pages.items,
    desk.transfers.values(),
    laterTransfer,
    ({ status }) =>
      kind === 'open' ? status === 'requested' || status === 'in_transit' : status === kind,
    ({ requestedAt }) => requestedAt,
  );
  return (
    <>
      <DeskHead
        title="Transfers"
        help="What one store can spare goes where it sells. Accepting a suggestion asks for it; pairs leave a shelf when they are sent and are on the other when they are received."
      />
      <Suggestions />
      <section className="grid grid-cols-1 gap-3" aria-label="Transfers">
        <div className="flex flex-wrap items-center justify-between gap-3">
          <Segments
            label="Which transfers"
            values={kinds}
            words={words}
            value={kind}
            onChange={setKind}
          />
          <button
            type="button"
            className="button"
            aria-expanded={asking}
            onClick={() => setAsking(!asking)}
          >
            One of your own
          </button>
        </div>
        {asking && (
          <TransferForm
            onAsked={() => {
              setAsking(false);
              setKind('open');
            }}
          />
        )}
        <PagedList pages={pages} count={transfers.length} empty={empty[kind]} label="Transfers">
          {transfers.map((transfer) => (
            <TransferRow key={transfer.id} transfer={transfer} />
          ))}
        </PagedList>
      </section>
    </>
  );
}
