import { client } from '../../server/client.ts';
import { AlertRow } from '../alerts/alert-row.tsx';
import { useDesk } from '../live/desk-context.ts';
import { laterAlert, withLive } from '../live/later.ts';
import { usePages } from '../../parts/use-pages.ts';
import { PagedList } from '../../parts/paged-list.tsx';
import type { ShelfPlace } from './use-open-shelf.ts';

/** The alerts of a shelf, newest first. */
export function ShelfAlerts({ place }: { place: ShelfPlace }) {
  const { desk } = useDesk();
  const pages = usePages(['desk alerts', place], (after) =>
    client.desk.alerts.list.query({ ...place, limit: 5, ...(after && { after }) }),
  );
  const alerts = withLive(
    pages.items,
    desk.alerts.values(),
    laterAlert,
    ({ storeId, modelId }) => storeId === place.storeId && modelId === place.modelId,
    ({ raisedAt }) => raisedAt,
  );
  return (
    <section className="grid grid-cols-1 gap-3" aria-labelledby="shelf-alerts">
      <h2 id="shelf-alerts" className="text-lg font-bold">
        Alerts
      </h2>
      <PagedList
        pages={pages}
        count={alerts.length}
        empty="It never had one."
        label="Alerts of this shelf"
      >
        {alerts.map((alert) => (
          <AlertRow key={alert.id} alert={alert} />
        ))}
      </PagedList>
    </section>
  );
}
