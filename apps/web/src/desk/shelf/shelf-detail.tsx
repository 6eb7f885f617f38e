import type { Shelf } from '@lastpair/contracts';
import { Ago } from '../../time/ago.tsx';
import { Suggestions } from '../transfers/suggestions.tsx';
import { formatCount, formatHours, formatPace, toneOf, toneWords } from '../words.ts';
import { ShelfAlerts } from './shelf-alerts.tsx';
import { ShelfChart } from './shelf-chart.tsx';
import { ShelfLimits } from './shelf-limits.tsx';
import { ShelfTransfers } from './shelf-transfers.tsx';
import type { ShelfPlace } from './use-open-shelf.ts';

/** A shelf in numbers, its history, its limits, and what concerns it. */
export function ShelfDetail({ place, shelf }: { place: ShelfPlace; shelf: Shelf }) {
  const { inventory, perHour, hoursLeft, at } = shelf;
  const tone = toneOf(shelf);
  return (
    <div className="mt-5 grid grid-cols-1 gap-6">
      <dl className="grid grid-cols-2 gap-2 sm:grid-cols-4" data-testid="shelf-numbers">
        <Fact label="Pairs" value={formatCount(inventory)} />
        <Fact label="Sells" value={perHour > 0 ? formatPace(perHour) : 'nothing'} />
        <Fact label="Lasts" value={hoursLeft === null ? 'for ever' : formatHours(hoursLeft)} />
        <div className="rounded-2xl border border-line px-4 py-2.5" data-tone={tone}>
          <dt className="label flex items-center gap-1.5 text-quiet">
            <span className="level-dot" aria-hidden="true" />
            State
          </dt>
          <dd className="mt-1 font-bold">{toneWords[tone]}</dd>
          <dd className="label">
            heard <Ago at={at} />
          </dd>
        </div>
      </dl>
      <ShelfChart place={place} shelf={shelf} />
      <ShelfLimits place={place} />
      <ShelfAlerts place={place} />
      <Suggestions {...place} />
      <ShelfTransfers place={place} />
    </div>
  );
}

function Fact({ label, value }: { label: string; value: string }) {
  return (
    <div className="rounded-2xl border border-line px-4 py-2.5">
      <dt className="label text-quiet">{label}</dt>
      <dd className="display mt-1 text-2xl tabular-nums">{value}</dd>
    </div>
  );
}
