import { parseArgs } from 'node:util';
import { HOLD_SECONDS, SIZES_PER_DROP } from '@lastpair/contracts';
import { PlainError } from './plain-error.ts';

export const transports = ['ws', 'rest'] as const;
export type Transport = (typeof transports)[number];

export type StampedeOptions = {
  /** Where the store is, without a path. */
  url: string;
  /** The merchant token as given; else it is looked for. */
  token: string | undefined;
  shoppers: number;
  stock: number;
  sizes: number;
  holdSeconds: number;
  /** Repeats the choices of a run, though not the order in which the store hears of them. */
  seed: number;
  /** Reservations per second over the whole crowd; undefined: all at once. */
  pace: number | undefined;
  transport: Transport;
  json: boolean;
};

const RANGES = {
  shoppers: { min: 1, max: 20_000 },
  stock: { min: 1, max: 1_000_000 },
  sizes: { min: 1, max: SIZES_PER_DROP.max },
  hold: { min: HOLD_SECONDS.min, max: HOLD_SECONDS.max },
  seed: { min: 0, max: 2 ** 32 - 1 },
  pace: { min: 0.1, max: 10_000 },
} as const;

/** Reads the command line. `help` when that was asked for; throws PlainError naming the option that is wrong. */
export function parseOptions(argv: readonly string[]): StampedeOptions | 'help' {
  const given = read(argv);
  if (given.help) return 'help';
  const options: StampedeOptions = {
    url: origin(given.url ?? 'http://127.0.0.1:4000'),
    token: given.token,
    shoppers: whole('shoppers', given.shoppers, 2_000),
    stock: whole('stock', given.stock, 100),
    sizes: whole('sizes', given.sizes, 5),
    holdSeconds: whole('hold', given.hold, 5),
    seed: whole('seed', given.seed, Math.floor(Math.random() * 1_000_000)),
    pace: given.pace === undefined ? undefined : inRange('pace', given.pace),
    transport: transportOf(given.transport ?? 'ws'),
    json: given.json ?? false,
  };
  if (given.sizes === undefined) options.sizes = Math.min(options.sizes, options.stock);
  if (options.sizes > options.stock) {
    throw new PlainError(`--sizes ${options.sizes} needs at least as many pairs: --stock`);
  }
  return options;
}

function read(argv: readonly string[]) {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  try {
    return parseArgs({
      args: [...argv],
      options: {
        url: text,
        token: text,
        shoppers: text,
        stock: text,
        sizes: text,
        hold: text,
        seed: text,
        pace: text,
        transport: text,
        json: flag,
        help: { ...flag, short: 'h' },
      },
    }).values;
  } catch (error) {
    throw new PlainError(`${(error as Error).message} See --help.`);
  }
}

function inRange(name: keyof typeof RANGES, text: string): number {
  const { min, max } = RANGES[name];
  const value = text.trim() === '' ? Number.NaN : Number(text);
  if (value >= min && value <= max) return value;
  throw new PlainError(`--${name} must be a number from ${min} to ${max}, not "${text}"`);
}

function whole(name: keyof typeof RANGES, text: string | undefined, standard: number): number {
  if (text === undefined) return standard;
  const value = inRange(name, text);
  if (Number.isInteger(value)) return value;
  throw new PlainError(`--${name} must be a whole number, not "${text}"`);
}

function transportOf(text: string): Transport {
  const transport = transports.find((name) => name === text);
  if (transport) return transport;
  throw new PlainError(`--transport must be ${transports.join(' or ')}, not "${text}"`);
}

function origin(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url && /^https?:$/.test(url.protocol)) return url.origin;
  throw new PlainError(`--url must look like http://127.0.0.1:4000, not "${text}"`);
}
