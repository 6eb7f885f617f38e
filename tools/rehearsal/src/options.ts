import { parseArgs } from 'node:util';

export type RehearsalOptions = {
  minutes: number;
  /** Repeats the choices of a run: who wants what, and which faults come in which order. */
  seed: number;
  backend: 'redis' | 'postgres';
  shoppers: number;
  /** The folder for the history, the report and the logs of the processes; a new one if not given. */
  folder: string | undefined;
};

export const HELP = `npm run rehearsal -- [options]

A sale on a store of its own, on this machine alone, in which everything breaks that can break, and the
proof from what was recorded that nothing was lost, sold twice or told wrong. Exit code 0: no violation.

  --minutes 2         how long faults are injected, 0.2 to 30
  --seed 7            repeats a run's choices
  --backend redis     or postgres: what carries the lanes and the news
  --shoppers 300      10 to 2000
  --folder <path>     for history.jsonl, report.html and the processes' logs
`;

const RANGES = { minutes: [0.2, 30], seed: [0, 2 ** 32 - 1], shoppers: [10, 2_000] } as const;

/** Reads the command line; `help` when that was asked for. Throws naming the option that is wrong. */
export function parseOptions(argv: readonly string[]): RehearsalOptions | 'help' {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    args: [...argv],
    options: {
      minutes: text,
      seed: text,
      backend: text,
      shoppers: text,
      folder: text,
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) return 'help';
  const number = (name: keyof typeof RANGES, standard: number): number => {
    const given = values[name];
    const value = given === undefined ? standard : Number(given);
    const [min, max] = RANGES[name];
    if (value >= min && value <= max && (name === 'minutes' || Number.isInteger(value)))
      return value;
    throw new Error(`--${name} must be from ${min} to ${max}, not "${given}"`);
  };
  const backend = values.backend ?? 'redis';
  if (backend !== 'redis' && backend !== 'postgres') {
    throw new Error(`--backend must be redis or postgres, not "${backend}"`);
  }
  return {
    minutes: number('minutes', 2),
    seed: number('seed', Math.floor(Math.random() * 1_000_000)),
    shoppers: number('shoppers', 300),
    backend,
    folder: values.folder,
  };
}
