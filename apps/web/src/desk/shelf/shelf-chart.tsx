import type { Shelf } from '@lastpair/contracts';
import { PAGE_LENGTH } from '@lastpair/contracts';
import { Chart } from '../../room/chart.tsx';
import { troubleInWords } from '../../server/store-error.ts';
import { trpc } from '../../server/trpc.ts';
import { formatInstant } from '../../time/format-time.ts';
import { serverClock } from '../../time/server-clock.ts';
import type { ShelfPlace } from './use-open-shelf.ts';

/** The levels of a shelf over time: its latest readings, and where it is now. */
export function ShelfChart({ place, shelf }: { place: ShelfPlace; shelf: Shelf }) {
  const { data, error } = trpc.desk.history.useQuery(
    { ...place, limit: PAGE_LENGTH.max },
    { refetchOnMount: 'always' },
  );
  if (error) {
    return (
      <p className="font-medium text-bad" role="alert">
        {troubleInWords(error)}
      </p>
    );
  }
  if (!data) return <div className="skeleton pulse h-52" aria-hidden="true" />;
  // The level holds until now.
  const now = new Date(serverClock.now()).toISOString();
  const points = stepsOf([...data.items.toReversed(), shelf, { ...shelf, at: now }]);
  const [first] = points;
  if (!first) return null;
  return (
    <section aria-label="History" className="min-w-0">
      <Chart
        at={points.map(({ at }) => at)}
        series={[
          { label: 'Pairs', color: 'high', values: points.map(({ inventory }) => inventory) },
        ]}
        summary={`Pairs over time: ${first.inventory} at ${formatInstant(first.at)}, ${shelf.inventory} now.`}
      />
      {data.next !== null && (
        <p className="text-sm text-quiet">
          The latest {PAGE_LENGTH.max} readings. Older ones are in the API.
        </p>
      )}
    </section>
  );
}

type Point = { at: string; inventory: number };

/** A level holds until the next reading, so each has a point at its end as well. Those that came twice are left out. */
function stepsOf(readings: readonly Point[]): Point[] {
  const points: Point[] = [];
  for (const { at, inventory } of readings) {
    const before = points.at(-1);
    if (before && at <= before.at) continue;
    if (before && before.inventory !== inventory) points.push({ at, inventory: before.inventory });
    points.push({ at, inventory });
  }
  return points;
}
