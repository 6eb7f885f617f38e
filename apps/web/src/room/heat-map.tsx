import type { SizeView } from '@lastpair/contracts';
import type { CSSProperties } from 'react';

/** The sizes: the hotter a cell, the less of it is left. */
export function HeatMap({ sizes }: { sizes: SizeView[] }) {
  return (
    <ul className="grid grid-cols-3 gap-2 sm:grid-cols-5">
      {sizes.map(({ size, total, available, reserved, sold, level }) => {
        const gone = total ? (1 - (available ?? 0) / total) * 100 : 0;
        return (
          <li
            key={size}
            data-level={level}
            className="heat rounded-xl border border-line p-2.5 tabular-nums"
            style={{ '--heat': `${Math.round(gone * 0.5)}%` } as CSSProperties}
          >
            <p className="flex items-center justify-between gap-1">
              <span className="display text-lg whitespace-nowrap">{size}</span>
              <span className="level-dot" aria-hidden="true" />
            </p>
            <p className="text-xs">
              <span className="block">{available ?? '–'} left</span>
              <span className="block">{reserved ?? '–'} held</span>
              <span className="block">{sold ?? '–'} sold</span>
            </p>
          </li>
        );
      })}
    </ul>
  );
}
