import { readDeskFigures } from '@lastpair/db';
import type { Database, DeskFigures } from '@lastpair/db';
import { Gauge } from 'prom-client';
import type { Registry } from 'prom-client';

/** The desk in numbers, one gauge with one label each. They are the database's, so all processes say the same. */
const gauges: [name: string, help: string, label: string, of: keyof DeskFigures][] = [
  ['readings', 'Messages of taps, by what became of them.', 'result', 'readings'],
  ['taps', 'Taps, by state.', 'state', 'taps'],
  ['open_alerts', 'Alerts that are not cleared, by kind.', 'kind', 'openAlerts'],
  ['open_transfers', 'Transfers that are under way, by status.', 'status', 'openTransfers'],
  ['webhook_calls', 'Calls to the webhook still to be made, or given up.', 'state', 'calls'],
];

/** Adds them. They are read once for each time that somebody asks. */
export function addDeskMetrics(registry: Registry, db: Database): void {
  let reading: Promise<DeskFigures> | undefined;
  const read = (): Promise<DeskFigures> => {
    reading ??= readDeskFigures(db).finally(() => (reading = undefined));
    return reading;
  };
  for (const [name, help, label, of] of gauges) {
    registry.registerMetric(
      new Gauge({
        name: `lastpair_desk_${name}`,
        help,
        labelNames: [label],
        registers: [],
        async collect() {
          this.reset();
          // A database that is down must not take the other metrics with it.
          const figures = await read().catch(() => undefined);
          for (const [value, count] of Object.entries(figures?.[of] ?? {})) {
            this.set({ [label]: value }, count);
          }
        },
      }),
    );
  }
}
