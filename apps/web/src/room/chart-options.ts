import type uPlot from 'uplot';
import type { Series } from './chart.tsx';

/** How a chart looks in `element`, in the colours that the theme has there now. */
export function chartOptions(element: HTMLElement, series: readonly Series[]): uPlot.Options {
  const ink = colourOf(element, 'quiet');
  const line = colourOf(element, 'line');
  const axis: uPlot.Axis = {
    stroke: ink,
    font: '12px ui-monospace, monospace',
    grid: { stroke: line, width: 1 },
    ticks: { stroke: line, width: 1 },
  };
  return {
    width: element.clientWidth,
    height: element.clientHeight,
    legend: { show: false },
    cursor: { y: false },
    scales: { y: { range: (_, __, max) => [0, Math.max(4, max * 1.08)] } },
    axes: [
      { ...axis, space: 84, values: (_, seconds) => seconds.map(timeOfDay) },
      {
        ...axis,
        size: 56,
        incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 50_000],
      },
    ],
    series: [
      {},
      ...series.map(({ label, color }) => {
        const stroke = colourOf(element, color);
        return { label, stroke, fill: translucent(stroke), width: 2, points: { show: false } };
      }),
    ],
  };
}

/** A canvas knows no CSS variables, so an element is asked what a colour of the theme is here. */
function colourOf(element: HTMLElement, token: string): string {
  const probe = document.createElement('span');
  probe.style.color = `var(--color-${token})`;
  element.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}

const translucent = (color: string): string =>
  color.replace(/^rgb\((.+)\)$/, (_, parts: string) => `rgba(${parts}, 0.16)`);

const timeOfDay = (seconds: number): string =>
  new Date(seconds * 1_000).toLocaleTimeString([], {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  });
