import { useEffect, useRef, useState } from 'react';
import uPlot from 'uplot';
import { chartOptions } from './chart-options.ts';
import type { Series } from './chart.tsx';

/** Draws the lines of a chart and follows their values and its own size. Its colours are those of when it was made. */
export function ChartCanvas({
  seconds,
  series,
  summary,
}: {
  seconds: number[];
  series: Series[];
  summary: string;
}) {
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<uPlot>(null);
  const [first] = useState(series);
  useEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    const made = new uPlot(chartOptions(element, first), undefined, element);
    chart.current = made;
    const observer = new ResizeObserver(() =>
      made.setSize({ width: element.clientWidth, height: element.clientHeight }),
    );
    observer.observe(element);
    return () => {
      observer.disconnect();
      made.destroy();
    };
  }, [first]);
  useEffect(() => chart.current?.setData([seconds, ...series.map(({ values }) => values)]));
  return <div ref={box} className="h-52 w-full overflow-hidden" role="img" aria-label={summary} />;
}
