import { roundFor } from '../measure/blocks.ts';
import { median } from '../measure/judge.ts';

/** One line of a plot: a name and the number of each run. */
export type Row = { label: string; values: readonly number[] };

const WIDTH = 640;
const LABEL = 190;
const ROW = 24;
const RIGHT = 70;
const COLOURS = ['#2f5d8a', '#c2703d', '#5b8c5a', '#8a5a83', '#b59a3b', '#6b7280'];

export const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const svg = (height: number, parts: readonly string[]): string =>
  `<svg viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" role="img">${parts.join('')}</svg>`;

const text = (x: number, y: number, words: string, attributes = ''): string =>
  `<text x="${x}" y="${y}" ${attributes}>${escape(words)}</text>`;

/** Every run as a dot and the median as a bar, from 0; on a logarithmic scale where `log` is set. */
export function plotRuns(title: string, rows: readonly Row[], log = false): string {
  const all = rows.flatMap(({ values }) => values).filter((value) => value > 0);
  if (all.length === 0) return '';
  const most = Math.max(...all);
  const least = log ? 10 ** Math.floor(Math.log10(Math.min(...all))) : 0;
  const span = WIDTH - LABEL - RIGHT;
  const x = (value: number): number => {
    if (value <= least) return LABEL;
    const share = log ? Math.log(value / least) / Math.log(most / least) : value / most;
    return LABEL + share * span;
  };
  const drawn = rows.flatMap(({ label, values }, index) => {
    const y = 30 + index * ROW;
    const middle = median(values);
    const colour = COLOURS[index % COLOURS.length];
    return [
      text(LABEL - 8, y + 14, label, 'text-anchor="end"'),
      `<rect x="${LABEL}" y="${y + 3}" width="${Math.max(1, x(middle) - LABEL)}" height="14" fill="${colour}" opacity="0.35"/>`,
      ...values.map((value) => `<circle cx="${x(value)}" cy="${y + 10}" r="3" fill="${colour}"/>`),
      text(Math.max(x(middle), x(Math.max(...values))) + 8, y + 14, roundFor(middle)),
    ];
  });
  const words = log ? `${title} (logarithmic)` : title;
  return svg(36 + rows.length * ROW, [text(0, 16, words, 'font-weight="600"'), ...drawn]);
}

/** Medians of several parts on top of each other, as for what a command costs in each process. */
export function plotParts(
  title: string,
  rows: readonly { label: string; parts: ReadonlyMap<string, number> }[],
): string {
  const sums = rows.map(({ parts }) => [...parts.values()].reduce((sum, each) => sum + each, 0));
  const most = Math.max(...sums);
  if (!(most > 0)) return '';
  const names = [...new Set(rows.flatMap(({ parts }) => [...parts.keys()]))];
  const scale = (WIDTH - LABEL - RIGHT) / most;
  const legend = names.map(
    (name, index) =>
      `<rect x="${LABEL + index * 90}" y="24" width="10" height="10" fill="${COLOURS[index % COLOURS.length]}"/>` +
      text(LABEL + index * 90 + 14, 33, name),
  );
  const drawn = rows.flatMap(({ label, parts }, index) => {
    const y = 42 + index * ROW;
    let at = LABEL;
    const bars = names.map((name, part) => {
      const width = (parts.get(name) ?? 0) * scale;
      at += width;
      return `<rect x="${at - width}" y="${y + 3}" width="${width}" height="14" fill="${COLOURS[part % COLOURS.length]}"/>`;
    });
    const sum = text(at + 8, y + 14, roundFor(sums[index] ?? 0));
    return [text(LABEL - 8, y + 14, label, 'text-anchor="end"'), ...bars, sum];
  });
  return svg(48 + rows.length * ROW, [
    text(0, 16, title, 'font-weight="600"'),
    ...legend,
    ...drawn,
  ]);
}
