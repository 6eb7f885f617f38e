import { machineLine } from '../machine.ts';
import { escape, plotParts, plotRuns } from './plots.ts';
import type { Report, ScenarioReport } from './report.ts';
import { violationsOf } from './report.ts';
import { byVariant, medianOf } from './variants.ts';
import type { VariantRuns } from './variants.ts';
import { foundWords, goalWords, verdictWords, wantedWords } from './words.ts';

const STYLE = `
  body { font: 15px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #1f2430; }
  svg { font: 12px system-ui, sans-serif; display: block; margin: .75rem 0; max-width: 100%; }
  table { border-collapse: collapse; width: 100%; } td, th { text-align: left; padding: .25rem .5rem; border-bottom: 1px solid #ddd; }
  .MISSED { color: #b3261e; font-weight: 600; } .reached { color: #2e6b34; font-weight: 600; } .noisy { color: #8a6d00; }`;

/** Drawn on a logarithmic scale: between us and the others lie powers of ten. */
const LATENCIES = ['p50 ms', 'p99 ms', 'max ms', 'late p99 ms', 'late max ms', 'worst age ms'];
const AMOUNTS = [
  'accepted/s',
  'answers/s',
  'us per view',
  'kB per watcher',
  'probe p50 ms',
  'start ms',
];
const CPU = /^cpu (.+) us$/;

/** A report as one page that needs nothing else. */
export function toHtml(report: Report): string {
  const wrong = violationsOf(report);
  const goals = report.scenarios.flatMap((scenario) => scenario.goals);
  const rows = goals.map((goal) => {
    const verdict = verdictWords[goal.verdict];
    const cells = [goal.id, goalWords(goal), wantedWords(goal), foundWords(goal)];
    return `<tr>${cells.map((cell) => `<td>${escape(cell)}</td>`).join('')}<td class="${verdict}">${verdict}</td></tr>`;
  });
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Lastpair benchmark, ${report.size}</title><style>${STYLE}</style></head><body>
<h1>Benchmark, ${report.size}</h1>
<p>${escape(report.at)}. ${escape(machineLine(report.machine))}. Everything on this one machine, generators included. Dots are runs, bars are medians.</p>
<table><tr><th>goal</th><th>what</th><th>wanted (hoped for)</th><th>median (least to most)</th><th></th></tr>
<tr><td>G0</td><td>what the database was asked after each run</td><td>0 violations</td><td>${wrong.length}</td>
<td class="${wrong.length === 0 ? 'reached' : 'MISSED'}">${wrong.length === 0 ? 'reached' : 'MISSED'}</td></tr>
${rows.join('\n')}</table>
${wrong.map((what) => `<p class="MISSED">${escape(what)}</p>`).join('\n')}
${report.scenarios.map(scenarioPart).join('\n')}
</body></html>`;
}

function scenarioPart(scenario: ScenarioReport): string {
  const variants = byVariant(scenario);
  const rowsOf = (name: string) =>
    variants.flatMap(({ variant, values }) =>
      values.has(name) ? [{ label: variant, values: values.get(name)! }] : [],
    );
  return `<h2>${escape(scenario.name)}</h2><p>${escape(scenario.what)}</p>
${scenario.skipped ? `<p class="noisy">SKIPPED: ${escape(scenario.skipped)}</p>` : ''}
${scenario.error ? `<p class="MISSED">${escape(scenario.error)}</p>` : ''}
${AMOUNTS.map((name) => plotRuns(name, rowsOf(name))).join('')}
${LATENCIES.map((name) => plotRuns(name, rowsOf(name), true)).join('')}
${plotParts('CPU microseconds per command', variants.map(partsOf))}
${scenario.noisy.map(({ block, why }) => `<p class="noisy">Block ${block + 1} is noisy: ${escape(why.join('; '))}</p>`).join('')}`;
}

const partsOf = (runs: VariantRuns) => ({
  label: runs.variant,
  parts: new Map(
    [...runs.values.keys()].flatMap((name): [string, number][] => {
      const component = CPU.exec(name)?.[1];
      return component ? [[component, medianOf(runs, name) ?? 0]] : [];
    }),
  ),
});
