import { ChartCanvas } from './chart-canvas.tsx';
import { useScheme } from './use-scheme.ts';

/** One line of a chart: a value for each moment, in a colour of the theme. */
export type Series = { label: string; color: 'high' | 'medium' | 'low'; values: number[] };

const dots = { high: 'bg-high', medium: 'bg-medium', low: 'bg-low' };

/** A chart over time (`at` in ISO 8601). `summary` says in words what it shows. */
export function Chart({
  at,
  series,
  summary,
}: {
  at: string[];
  series: Series[];
  summary: string;
}) {
  const scheme = useScheme();
  const seconds = at.map((instant) => Date.parse(instant) / 1_000);
  return (
    <figure>
      <ChartCanvas key={scheme} seconds={seconds} series={series} summary={summary} />
      <figcaption className="mt-2 flex gap-4 text-sm text-quiet">
        {series.map(({ label, color }) => (
          <span key={label} className="flex items-center gap-1.5">
            <span className={`size-2.5 rounded-full ${dots[color]}`} aria-hidden="true" />
            {label}
          </span>
        ))}
      </figcaption>
    </figure>
  );
}
