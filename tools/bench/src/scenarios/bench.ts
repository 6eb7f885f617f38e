import type { Generator } from '../generator/start-generator.ts';
import type { Ground } from '../ground.ts';
import type { Blocks } from '../measure/blocks.ts';
import type { Goal } from '../measure/judge.ts';

/** What scenarios are given. */
export type Bench = {
  ground: Ground;
  /** The database of the benchmark itself, for calibration. */
  databaseUrl: string;
  size: 'quick' | 'full';
  /** What carries the store's lanes where nothing else is said: Redis, if there is one. */
  queue: 'redis' | 'postgres';
  seed: number;
  blocks: number;
  /** Sends commands; may watch as well. */
  crowd: Generator;
  /** Only watches. */
  audience: Generator;
  /** When this scenario shall begin nothing new, in milliseconds of performance.now(). */
  until: number;
  say: (line: string) => void;
};

export type Scenario = {
  name: string;
  /** One sentence for people. */
  what: string;
  /** Whether it belongs to the quick set. */
  quick: boolean;
  /** How long it may take in a full run, in seconds. */
  seconds: number;
  needsRedis?: boolean;
  goals: (bench: Pick<Bench, 'queue' | 'size'>) => Goal[];
  run(bench: Bench): Promise<Blocks>;
};
