import type { Verdict } from '../check/check-run.ts';
import { readHistory } from '../history.ts';
import type { RehearsalOptions } from '../options.ts';
import { faultsOf, figuresOf, violationsOf } from './summary.ts';
import type { Summary } from './summary.ts';

/** The verdict as one page that needs nothing else: tables, and a line of time with faults and answers per second. */
export async function reportOf(
  verdict: Verdict,
  options: RehearsalOptions,
  historyFile: string,
): Promise<string> {
  const seconds: number[] = [];
  for (const line of await readHistory(historyFile)) {
    if (line.what !== 'answer') continue;
    const second = Math.floor(line.t / 1_000);
    while (seconds.length <= second) seconds.push(0);
    seconds[second]! += 1;
  }
  const { minutes, seed, backend, shoppers } = options;
  const ok = verdict.violations.length === 0;
  const wrong = verdict.violations
    .slice(0, 200)
    .map(({ kind, what }) => `<li><b>${escape(kind)}</b> ${escape(what)}</li>`);
  return `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Rehearsal, seed ${seed}</title>
<style>
  body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 70rem; padding: 0 1rem; color: #1b1b1b; background: #fdfdfb }
  h1 { font-size: 1.4rem } table { border-collapse: collapse; margin: 1.5rem 0 }
  th, td { text-align: left; padding: .15rem 1.5rem .15rem 0; border-bottom: 1px solid #e4e2dc }
  td:not(:first-child), th:not(:first-child) { text-align: right; font-variant-numeric: tabular-nums }
  svg { width: 100%; height: auto } .good { color: #1a7f4b } .bad { color: #b3261e } text { font-size: 9px; fill: #555 }
</style>
<h1>Rehearsal <span class="${ok ? 'good' : 'bad'}">${ok ? 'without a violation' : `with ${verdict.violations.length} violations`}</span></h1>
<p>${minutes} minutes, seed ${seed}, lanes on ${backend}, ${shoppers} shoppers. Bars are answers in each second; a band is a
fault while it lasted, and the thin line after it the time until the store was well again. Point at one to read what it was.</p>
${timeline(seconds, verdict)}
${wrong.length > 0 ? `<ul class="bad">${wrong.join('')}</ul>` : ''}
${[figuresOf(verdict), faultsOf(verdict), violationsOf(verdict)].map(table).join('\n')}
</html>
`;
}

const WIDTH = 1_100;
const HEIGHT = 220;
const FOOT = 40;

function timeline(seconds: readonly number[], { faults }: Verdict): string {
  const step = WIDTH / Math.max(1, seconds.length);
  const most = Math.max(1, ...seconds);
  const x = (ms: number): string => ((ms / 1_000) * step).toFixed(1);
  const bars = seconds.map((count, second) => {
    const height = (count / most) * HEIGHT;
    return `<rect x="${x(second * 1_000)}" y="${(HEIGHT - height).toFixed(1)}" width="${Math.max(0.5, step * 0.85).toFixed(2)}" height="${height.toFixed(1)}" fill="#5b7fa6"/>`;
  });
  const bands = faults
    .filter(({ liftedAt }) => Number.isFinite(liftedAt))
    .map(({ kind, detail, struckAt, liftedAt, recoveryMs }) => {
      const width = Math.max(1.5, ((liftedAt - struckAt) / 1_000) * step).toFixed(1);
      const after = Number.isFinite(recoveryMs) ? ((recoveryMs / 1_000) * step).toFixed(1) : '0';
      const title = `<title>${escape(`${kind} (${detail}), well again after ${recoveryMs} ms`)}</title>`;
      return `<g>${title}<rect x="${x(struckAt)}" width="${width}" height="${HEIGHT + 12}" fill="#d9822b" opacity=".35"/>
<rect x="${x(liftedAt)}" y="${HEIGHT + 4}" width="${after}" height="6" fill="#b3261e"/></g>`;
    });
  const marks = seconds
    .map((_, second) => second)
    .filter((second) => second % 30 === 0)
    .map((second) => `<text x="${x(second * 1_000)}" y="${HEIGHT + 28}">${second} s</text>`);
  return `<svg viewBox="0 0 ${WIDTH} ${HEIGHT + FOOT}" role="img" aria-label="Answers per second and faults">
${bars.join('')}${bands.join('')}${marks.join('')}<text x="0" y="10">${most} a second</text></svg>`;
}

const table = ({ head, rows }: Summary): string =>
  `<table><tr>${head.map((cell) => `<th>${escape(cell)}</th>`).join('')}</tr>${rows
    .map((row) => `<tr>${row.map((cell) => `<td>${escape(cell)}</td>`).join('')}</tr>`)
    .join('')}</table>`;

const escape = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
