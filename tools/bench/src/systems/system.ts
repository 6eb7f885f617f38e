import type { Asking, RunResult, Target, ViewsResult } from '../generator/messages.ts';
import type { Component } from '../measure/cpu.ts';

/** What a drop of a run is made of. */
export type DropShape = { stock: number; limitPerShopper?: number; holdSeconds?: number };

/** Something that sells shoes and is measured. Its processes end when it goes out of scope. */
export type System = AsyncDisposable & {
  /** Short, as in tables. */
  name: string;
  components(): Component[];
  /** Sees to it that shoppers 0 to `count` - 1 can come. */
  signIn(count: number): Promise<void>;
  /** Takes away what earlier runs left, unless `keep` is set, and opens new drops. Gives their ids. */
  open(shape: DropShape, count: number, keep?: boolean): Promise<string[]>;
  /** What commands look like. */
  as: Asking['as'];
  /** Where commands go. */
  commandTargets(options?: { watch?: string; outcomes?: boolean }): Target[];
  /** Where a drop is watched, by people who do nothing else. */
  watchTargets(dropId: string): Target[];
  /** Asks the database after a run; gives what is wrong, in sentences. */
  check(dropIds: string[], results: RunResult[], views: ViewsResult[]): Promise<string[]>;
  /** Makes every commit that changes a drop wait for `ms`, as a slower disk does. */
  slowDown(ms: number): Promise<void>;
};
