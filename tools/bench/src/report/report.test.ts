import { expect, test } from 'vitest';
import { judge } from '../measure/judge.ts';
import type { Goal } from '../measure/judge.ts';
import { toHtml } from './html.ts';
import { toMarkdown } from './markdown.ts';
import type { Report } from './report.ts';

const goal: Goal = {
  id: 'G1',
  what: 'accepted/s',
  value: 'accepted/s',
  of: 'ours',
  against: '<theirs>',
  better: 'more',
  floor: 3,
  aim: 6,
};
const sample = (variant: string, block: number, rate: number, violations: string[] = []) => ({
  variant,
  block,
  seed: block + 1,
  values: { 'accepted/s': rate, 'p99 ms': 1_000 / rate, 'cpu api us': 20, 'cpu postgres us': 10 },
  violations,
  noise: [],
});

function reportOf(violations: string[], noisy: Report['scenarios'][number]['noisy']): Report {
  const samples = [
    sample('ours', 0, 400),
    sample('<theirs>', 0, 100),
    sample('<theirs>', 1, 100),
    sample('ours', 1, 500, violations),
  ];
  const reasons = new Map(noisy.map(({ block, why }) => [block, why]));
  const machine = {
    cores: 2,
    processor: 'some',
    memoryGb: 24,
    kernel: '6',
    node: 'v24',
    postgres: '18',
    load: 0,
  };
  return {
    version: 1,
    at: '2026-01-01T00:00:00.000Z',
    size: 'quick',
    seed: 1,
    queue: 'redis',
    machine,
    scenarios: [
      {
        name: 'hot',
        what: 'everybody accepted',
        seconds: 3,
        goals: [judge(goal, { samples, noisy: reasons })],
        samples,
        noisy,
        repeated: 0,
      },
    ],
  };
}

test('the table has the median ratio, and every run is there', () => {
  const text = toMarkdown(reportOf([], []));
  expect(text).toContain(
    '| G0 | what the database was asked after each run | 0 violations | 0 | reached |',
  );
  expect(text).toContain('≥ 3x (6x) | 4.5x (4 to 5) | held |');
  expect(text).toContain('| accepted/s | 450 (400 500) | 100 (100 100) |');
});

test('a violation is seen at once, whatever the speed', () => {
  const report = reportOf(['2 of 1 pairs are held'], []);
  for (const text of [toMarkdown(report), toHtml(report)]) {
    expect(text).toContain('hot, ours: 2 of 1 pairs are held');
    expect(text).toContain('MISSED');
  }
});

test('noise is said with its reasons, and nothing is called reached or missed', () => {
  const report = reportOf([], [{ block: 1, why: ['others used 40 % of the machine'] }]);
  for (const text of [toMarkdown(report), toHtml(report)]) {
    expect(text).toContain('noisy');
    expect(text).toContain('Block 2 is noisy: others used 40 % of the machine');
    expect(text).not.toContain('MISSED<');
  }
});

test('the page has plots, asks nobody for anything, and takes names as text', () => {
  const html = toHtml(reportOf([], []));
  expect(html.match(/<svg /g)).toHaveLength(3);
  expect(html).not.toMatch(/<(script|link|img)|https?:/);
  expect(html).not.toContain('<theirs>');
  expect(html).not.toContain('NaN');
});
