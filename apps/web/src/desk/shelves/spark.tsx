import { memo } from 'react';

const WIDTH = 60;
const HEIGHT = 14;

/** A shelf's latest levels as a small line that ends at the level it has now. What it shows is said elsewhere. */
export const Spark = memo(function Spark({
  past,
  now,
}: {
  past: readonly number[] | undefined;
  now: number;
}) {
  const levels = past?.at(-1) === now ? past : [...(past ?? []), now];
  if (levels.length < 2) return <span className="block h-3.5" />;
  const most = Math.max(...levels);
  const span = Math.max(1, most - Math.min(...levels));
  const points = levels
    .map((level, index) => {
      const x = (index / (levels.length - 1)) * WIDTH;
      const y = 1.5 + ((most - level) / span) * (HEIGHT - 3);
      return `${x.toFixed(1)},${y.toFixed(1)}`;
    })
    .join(' ');
  return (
    <svg
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      className="block h-3.5 w-full"
      aria-hidden="true"
    >
      <polyline
        points={points}
        fill="none"
        stroke="var(--level)"
        strokeWidth="1.5"
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  );
});
