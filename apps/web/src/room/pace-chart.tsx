import type { Room } from '@lastpair/contracts';
import { Chart } from './chart.tsx';
import { Nothing } from './nothing.tsx';
import { perSecondOf } from './per-second-of.ts';

/** Decisions in each of the last sixty seconds. */
export function PaceChart({ pace }: { pace: Room['pace'] }) {
  if (pace.length === 0) return <Nothing text="Nothing was asked in the last minute." />;
  return (
    <Chart
      at={pace.map(({ at }) => at)}
      series={[
        { label: 'Accepted', color: 'high', values: pace.map(({ accepted }) => accepted) },
        { label: 'Refused', color: 'low', values: pace.map(({ refused }) => refused) },
      ]}
      summary={`Decisions in the last minute: ${perSecondOf(pace)} a second of late.`}
    />
  );
}
