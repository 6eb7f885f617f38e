import { client } from '../../server/client.ts';
import { useDesk } from '../live/desk-context.ts';
import { laterTransfer, withLive } from '../live/later.ts';
import { usePages } from '../../parts/use-pages.ts';
import { PagedList } from '../../parts/paged-list.tsx';
import { TransferRow } from '../transfers/transfer-row.tsx';
import type { ShelfPlace } from './use-open-shelf.ts';

/** The transfers from a shelf and to it, newest first. */
export function ShelfTransfers({ place }: { place: ShelfPlace }) {
  const { desk } = useDesk();
  const pages = usePages(['desk transfers', place], (after) =>
    client.desk.transfers.list.query({ ...place, limit: 5, ...(after && { after }) }),
  );
  const transfers = withLive(
    pages.items,
    desk.transfers.values(),
    laterTransfer,
    ({ modelId, fromStoreId, toStoreId }) =>
      modelId === place.modelId && [fromStoreId, toStoreId].includes(place.storeId),
    ({ requestedAt }) => requestedAt,
  );
  return (
    <section className="grid grid-cols-1 gap-3" aria-labelledby="shelf-transfers">
      <h2 id="shelf-transfers" className="text-lg font-bold">
        Transfers
      </h2>
      <PagedList
        pages={pages}
        count={transfers.length}
        empty="None from here or to here."
        label="Transfers of this shelf"
      >
        {transfers.map((transfer) => (
          <TransferRow key={transfer.id} transfer={transfer} />
        ))}
      </PagedList>
    </section>
  );
}
