import { readFileSync, unlinkSync } from 'node:fs';
import path from 'node:path';

/** The places in api and worker where a process can be made to fail, so that tests can do it at the worst moment. */
export const failpoints = [
  'worker.before-lock',
  'worker.holding-lock',
  'worker.before-commit',
  'worker.after-commit',
  'worker.after-news',
  'worker.sweep',
  'worker.one-by-one',
  'worker.before-job-completes',
  'api.before-send',
  'api.after-send',
  'api.after-news',
  'api.before-telling',
  'api.stream',
] as const;

/** The steps of an order between which a worker can be made to fail: when it has acted, and when it has kept what came of it. */
const orderSteps = [
  'hold',
  'pay',
  'capture',
  'settle',
  'resume',
  'expire',
  'doubt',
  'reclaim',
  'give_back',
  'refund',
  'restock',
] as const;
type OrderFailpoint =
  | `order.${(typeof orderSteps)[number]}.${'acted' | 'saved'}`
  /** An order is in the database and nobody was told; a provider is about to be asked for money. */
  | 'order.placed'
  | 'order.asking';
export const orderFailpoints: readonly OrderFailpoint[] = [
  'order.placed',
  'order.asking',
  ...orderSteps.flatMap((step) => [`order.${step}.acted` as const, `order.${step}.saved` as const]),
];
export type Failpoint = (typeof failpoints)[number] | OrderFailpoint;

/** How it fails: ended at once, stopped until somebody wakes it, or with an error. */
export const failures = ['kill', 'freeze', 'throw'] as const;
export type Failure = (typeof failures)[number];

/** What `FAILPOINTS` says: failures by place, each good once, or a folder in which a test leaves them. */
export type Failpoints = { once: Map<Failpoint, Failure> } | { folder: string };

let reach: ((name: Failpoint) => void) | undefined;

/**
 * A place where this process may have been told to fail. Does nothing and costs nothing unless armed. Throws when that
 * is what it was told.
 */
export function failpoint(name: Failpoint): void {
  reach?.(name);
}

/** Arms the failpoints of this process, if its settings say so. Throws in production, where nothing may fail on purpose. */
export function armFailpoints(env: {
  NODE_ENV?: string | undefined;
  FAILPOINTS?: Failpoints | undefined;
}): void {
  const armed = env.FAILPOINTS;
  if (!armed) reach = undefined;
  else if (env.NODE_ENV === 'production') throw new Error('FAILPOINTS can’t be set in production');
  else if ('folder' in armed) reach = (name) => fail(name, takeFrom(armed.folder, name));
  else {
    reach = (name) => {
      const failure = armed.once.get(name);
      armed.once.delete(name);
      fail(name, failure);
    };
  }
}

/** Only one process can remove the file, so a failure left in the folder happens once among all of them. */
function takeFrom(folder: string, name: Failpoint): string | undefined {
  const file = path.join(folder, name);
  try {
    const failure = readFileSync(file, 'utf8');
    unlinkSync(file);
    return failure;
  } catch {
    return undefined;
  }
}

function fail(name: Failpoint, failure: string | undefined): void {
  if (failure === 'throw') throw new Error(`failpoint ${name}`);
  if (failure === 'freeze') process.kill(process.pid, 'SIGSTOP');
  if (failure !== 'kill') return;
  process.kill(process.pid, 'SIGKILL');
  block();
}

/** A signal to oneself may come a moment later, and nothing may happen in between. */
function block(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1_000);
}

/** Reads `FAILPOINTS`: "name:failure,name:failure" or "folder:/path". Undefined when it makes no sense. */
export function parseFailpoints(text: string): Failpoints | undefined {
  if (text.startsWith('folder:')) return { folder: text.slice('folder:'.length) };
  const once = new Map<Failpoint, Failure>();
  for (const part of text.split(',')) {
    const [name, failure] = part.split(':').map((word) => word.trim());
    const known = [...failpoints, ...orderFailpoints].find((each) => each === name);
    const way = failures.find((each) => each === failure);
    if (!known || !way) return undefined;
    once.set(known, way);
  }
  return { once };
}
