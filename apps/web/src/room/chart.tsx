import { useEffect, useRef } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { chartOptions } from './chart-options.ts';
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
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<uPlot>(null);
  const scheme = useScheme();
  const data: uPlot.AlignedData = [
    at.map((instant) => Date.parse(instant) / 1_000),
    ...series.map(({ values }) => values),
  ];
  const latest = useRef({ data, series });
  latest.current = { data, series };
  useEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    const made = new uPlot(
      chartOptions(element, latest.current.series),
      latest.current.data,
      element,
    );
    chart.current = made;
    const observer = new ResizeObserver(() =>
      made.setSize({ width: element.clientWidth, height: element.clientHeight }),
    );
    observer.observe(element);
    return () => {
      observer.disconnect();
      made.destroy();
    };
  }, [scheme]);
  useEffect(() => chart.current?.setData(data));
  return (
    <figure>
      <div ref={box} className="h-52 w-full overflow-hidden" role="img" aria-label={summary} />
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
