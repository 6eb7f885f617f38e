import { parseArgs } from 'node:util';
import { scenarios } from './scenarios/index.ts';

export type Options = {
  size: 'quick' | 'full';
  /** Names of scenarios. */
  only: string[];
  seed: number;
  /** How often each comparison is made; undefined is what belongs to the size. */
  blocks: number | undefined;
  /** Where the reports go. */
  out: string;
};

export const HELP = `npm run bench -- [options]        a small set, within 90 seconds
npm run bench:full -- [options]   everything, within 15 minutes

  --only <names>   only these scenarios, with commas between them
  --blocks <n>     how often each comparison is made (quick: 2, full: 3)
  --seed <n>       of the arrival times (1)
  --out <folder>   where report.json, report.md and report.html go (.lastpair/bench)

Scenarios:
${scenarios.map(({ name, what, quick }) => `  ${name.padEnd(18)}${quick ? '' : '(full) '}${what}`).join('\n')}

A scenario named by --only runs in either size. Exit code 1: something was sold twice or lost, or a goal was missed.`;

const positive = (name: string, text: string): number => {
  const value = Number(text);
  if (Number.isInteger(value) && value > 0) return value;
  throw new Error(`--${name} takes a whole number above 0, not "${text}"`);
};

/** Reads the command line. Throws in plain words on what it does not know. */
export function readOptions(args: string[]): Options | 'help' {
  const { values } = parseArgs({
    args,
    options: {
      full: { type: 'boolean', default: false },
      only: { type: 'string', default: '' },
      seed: { type: 'string', default: '1' },
      blocks: { type: 'string' },
      out: { type: 'string', default: '.lastpair/bench' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return 'help';
  const known = new Set(scenarios.map(({ name }) => name));
  const named = values.only.split(',').map((name) => name.trim());
  const only = named.filter(Boolean);
  const unknown = only.find((name) => !known.has(name));
  if (unknown) {
    throw new Error(`There is no scenario "${unknown}". There are: ${[...known].join(', ')}`);
  }
  const size = values.full ? 'full' : 'quick';
  const inSize = scenarios.filter(({ quick }) => quick || size === 'full');
  return {
    size,
    only: only.length > 0 ? only : inSize.map(({ name }) => name),
    seed: positive('seed', values.seed),
    blocks: values.blocks === undefined ? undefined : positive('blocks', values.blocks),
    out: values.out,
  };
}
