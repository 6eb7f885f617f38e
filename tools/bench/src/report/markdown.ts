import { machineLine } from '../machine.ts';
import { roundFor } from '../measure/blocks.ts';
import type { Report, ScenarioReport } from './report.ts';
import { violationsOf } from './report.ts';
import { byVariant, medianOf } from './variants.ts';
import { foundWords, goalWords, verdictWords, wantedWords } from './words.ts';

/** A report as Markdown: the goals, then each scenario with all of its runs. */
export function toMarkdown(report: Report): string {
  return [
    `# Benchmark, ${report.size}, ${report.at}`,
    '',
    `${machineLine(report.machine)}. Everything on this one machine, generators included. Lanes on ` +
      `${report.queue === 'redis' ? 'Redis' : 'Postgres'} where nothing else is said. Seed ${report.seed}.`,
    '',
    ...goalTable(report),
    '',
    ...report.scenarios.flatMap(scenarioPart),
  ].join('\n');
}

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

function goalTable(report: Report): string[] {
  const wrong = violationsOf(report);
  return [
    row(['goal', 'what', 'wanted (hoped for)', 'median (least to most)', '']),
    row(['---', '---', '---', '---', '---']),
    row([
      'G0',
      'what the database was asked after each run',
      '0 violations',
      String(wrong.length),
      wrong.length === 0 ? 'reached' : 'MISSED',
    ]),
    ...report.scenarios.flatMap(({ goals }) =>
      goals.map((goal) =>
        row([
          goal.id,
          goalWords(goal),
          wantedWords(goal),
          foundWords(goal),
          verdictWords[goal.verdict],
        ]),
      ),
    ),
    ...wrong.map((what) => `\n- WRONG: ${what}`),
  ];
}

function scenarioPart(scenario: ScenarioReport): string[] {
  const variants = byVariant(scenario);
  const names = [...new Set(variants.flatMap(({ values }) => [...values.keys()]))];
  const cell = (variant: (typeof variants)[number], name: string): string => {
    const middle = medianOf(variant, name);
    if (middle === undefined) return '';
    const all = variant.values.get(name) ?? [];
    return all.length === 1
      ? roundFor(middle)
      : `${roundFor(middle)} (${all.map(roundFor).join(' ')})`;
  };
  return [
    `## ${scenario.name}`,
    '',
    `${scenario.what[0]?.toUpperCase()}${scenario.what.slice(1)}. Took ${scenario.seconds.toFixed(0)} s.`,
    ...(scenario.skipped ? ['', `SKIPPED: ${scenario.skipped}`] : []),
    ...(scenario.error ? ['', `It did not run to its end: ${scenario.error}`] : []),
    '',
    ...(variants.length > 0
      ? [
          row(['median (each run)', ...variants.map(({ variant }) => variant)]),
          row(['---', ...variants.map(() => '---:')]),
          ...names.map((name) => row([name, ...variants.map((variant) => cell(variant, name))])),
          '',
        ]
      : []),
    ...scenario.noisy.map(({ block, why }) => `- Block ${block + 1} is noisy: ${why.join('; ')}.`),
    ...(scenario.repeated > 0 ? [`- Noisy blocks made again: ${scenario.repeated}.`] : []),
    '',
  ];
}
