import { pointAt } from './last.ts';
import type { Last } from './last.ts';
import type { ShoePaint } from './shoe-paint.ts';

/** The laces over the throat, each out of its eyelet. */
export function Laces({ last, paint }: { last: Last; paint: ShoePaint }) {
  const { throat, laceCount, laceReach } = last;
  const eyelets = Array.from({ length: laceCount }, (_, index) =>
    pointAt(throat, index / (laceCount - 1)),
  );
  const [reachX, reachY] = laceReach;
  return (
    <g strokeLinecap="round" fill="none">
      {eyelets.map(([x, y]) => {
        const d = `M${x} ${y} q${reachX * 0.2} ${reachY * 0.75} ${reachX} ${reachY}`;
        return (
          <g key={x}>
            <path d={d} stroke="#000" strokeWidth="12" opacity="0.16" transform="translate(1 4)" />
            <path d={d} stroke={paint.lacesDark} strokeWidth="10.5" />
            <path d={d} stroke={paint.laces} strokeWidth="8" transform="translate(-0.5 -1)" />
            <circle cx={x} cy={y + 2} r="4.4" fill={paint.liningDark} />
            <circle cx={x} cy={y + 2} r="4.4" stroke={paint.panelDark} strokeWidth="1.6" />
          </g>
        );
      })}
    </g>
  );
}
