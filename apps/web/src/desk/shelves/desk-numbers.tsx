import { useDesk } from '../live/desk-context.ts';
import { formatCount } from '../words.ts';
import type { Sum } from './choose.ts';

/** The desk in six numbers: the first two of what the grid shows, the others of all there is. */
export function DeskNumbers({ sum }: { sum: Sum }) {
  const { desk } = useDesk();
  const { stores, models, low, high } = desk.totals;
  let sold = 0;
  for (const { by } of desk.moves) if (by < 0) sold -= by;
  const numbers: [label: string, value: string, tone?: 'low' | 'high'][] = [
    ['Pairs', formatCount(sum.pairs)],
    ['Sells / h', formatCount(Math.round(sum.perHour))],
    ['Gone / min', formatCount(sold)],
    ['Stores, models', `${formatCount(stores)} × ${formatCount(models)}`],
    ['Too few', formatCount(low), 'low'],
    ['Too many', formatCount(high), 'high'],
  ];
  return (
    <dl className="grid grid-cols-3 gap-2 lg:grid-cols-6" data-testid="desk-numbers">
      {numbers.map(([label, value, tone]) => (
        <div key={label} className="tile min-w-0 px-3 py-2 sm:px-4 sm:py-2.5" data-tone={tone}>
          <dt className="label flex items-center gap-1.5 text-quiet">
            {tone && <span className="level-dot" aria-hidden="true" />}
            {label}
          </dt>
          <dd className="display mt-1 text-xl whitespace-nowrap tabular-nums sm:text-3xl">
            {value}
          </dd>
        </div>
      ))}
    </dl>
  );
}
