import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Machine } from '../machine.ts';
import type { Blocks } from '../measure/blocks.ts';
import type { Judged } from '../measure/judge.ts';
import { toHtml } from './html.ts';
import { toMarkdown } from './markdown.ts';

/** One scenario as it went. */
export type ScenarioReport = {
  name: string;
  what: string;
  seconds: number;
  /** Why it did not run at all. */
  skipped?: string;
  /** Why it did not run to its end. */
  error?: string;
  goals: Judged[];
  samples: Blocks['samples'];
  noisy: { block: number; why: string[] }[];
  repeated: number;
};

export type Report = {
  version: 1;
  at: string;
  size: 'quick' | 'full';
  seed: number;
  queue: 'redis' | 'postgres';
  machine: Machine;
  scenarios: ScenarioReport[];
};

/** What the database found wrong, by scenario and variant. */
export const violationsOf = ({ scenarios }: Pick<Report, 'scenarios'>): string[] =>
  scenarios.flatMap(({ name, samples }) =>
    samples.flatMap(({ variant, violations }) =>
      violations.map((what) => `${name}, ${variant}: ${what}`),
    ),
  );

/** Writes a report in its three forms; gives the paths. */
export function writeReport(report: Report, folder: string): string[] {
  mkdirSync(folder, { recursive: true });
  const files = {
    'report.json': JSON.stringify(report, null, 2),
    'report.md': toMarkdown(report),
    'report.html': toHtml(report),
  };
  return Object.entries(files).map(([name, text]) => {
    const file = path.join(folder, name);
    writeFileSync(file, `${text}\n`);
    return file;
  });
}
