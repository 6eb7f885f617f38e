import type { Room } from '@lastpair/contracts';
import { Nothing } from './nothing.tsx';

/** How often each reason was given. */
export function Refusals({ refusals }: { refusals: Room['refusals'] }) {
  if (refusals.length === 0) return <Nothing text="Nobody was refused yet." />;
  const sorted = refusals.toSorted((one, other) => other.count - one.count);
  const most = sorted[0]?.count ?? 1;
  return (
    <ul className="grid gap-3">
      {sorted.map(({ reason, count }) => (
        <li key={reason} className="grid gap-1">
          <p className="flex justify-between gap-3">
            <span>{reason.replaceAll('_', ' ')}</span>
            <span className="font-bold tabular-nums">{count}</span>
          </p>
          <progress
            className="stock-bar"
            data-level="low"
            max={most}
            value={count}
            aria-hidden="true"
          />
        </li>
      ))}
    </ul>
  );
}
