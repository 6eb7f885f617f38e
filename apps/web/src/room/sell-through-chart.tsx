import type { Room } from '@lastpair/contracts';
import { Chart } from './chart.tsx';
import { Nothing } from './nothing.tsx';

/** Pairs sold and held over the life of the drop. */
export function SellThroughChart({ points }: { points: Room['sellThrough'] }) {
  const last = points.at(-1);
  if (!last) return <Nothing text="Nothing held or sold yet." />;
  return (
    <Chart
      at={points.map(({ at }) => at)}
      series={[
        { label: 'Sold', color: 'high', values: points.map(({ sold }) => sold) },
        { label: 'Held', color: 'medium', values: points.map(({ held }) => held) },
      ]}
      summary={`Sell-through over time: now ${last.sold} sold and ${last.held} held.`}
    />
  );
}
