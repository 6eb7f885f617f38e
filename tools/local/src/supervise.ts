import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { EXIT_BUSY } from '@lastpair/runtime';
import { repoRoot } from './repo-root.ts';

/** One of our processes, kept running. */
export type Supervised = {
  readonly name: string;
  /** Of the process that runs now; undefined between two. */
  readonly pid: number | undefined;
  /** How often it died and was started again. */
  readonly restarts: number;
  /**
   * Resolves when the process is up; after a death, when the next one is. Rejects with what it wrote last when none is in
   * time, and at once when the first one can't start, unless it says by EXIT_BUSY that another one may.
   */
  ready(): Promise<void>;
  /** Sends a signal to the process that runs now. */
  kill(signal: NodeJS.Signals): void;
  /** Ends it for good: asks, and after a while insists. */
  stop(): Promise<void>;
};

export type SuperviseOptions = {
  /** Shown to people. */
  name: string;
  /** The TypeScript file to run. */
  entry: string;
  args?: string[];
  /** Added to the environment of this process. */
  env: Record<string, string>;
  /** Gets every line that the process writes, and a line in the services' own form whenever it died. */
  onLine?: ((line: string) => void) | undefined;
};

const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 5_000;
/** A process that lived this long was well: the next pause is a short one again. */
const WELL_AFTER_MS = 10_000;
const STOP_LIMIT_MS = 10_000;
const READY_LIMIT_MS = 120_000;
const KEPT_LINES = 20;
/** What Node has compiled stays here, so that a process which starts again need not compile it once more. */
const COMPILED = path.join(repoRoot, 'node_modules/.cache/node');
const PINO_WARN = 40;

/**
 * Runs one of our services in a process of its own and starts it again when it dies. The channel to it does two things:
 * the service says 'ready' over it, and it stops by itself when the channel breaks, so that none outlives this process.
 */
export function supervise({
  name,
  entry,
  args = [],
  env,
  onLine = () => {},
}: SuperviseOptions): Supervised {
  let child: ChildProcess;
  let phase: 'starting' | 'up' | 'pausing' | 'ended' = 'starting';
  let everUp = false;
  let stopping = false;
  let restarts = 0;
  let pauseMs = FIRST_PAUSE_MS;
  let pause: NodeJS.Timeout | undefined;
  let lastLines: string[] = [];
  let waiting: PromiseWithResolvers<void>[] = [];
  let stopped: Promise<void> | undefined;

  const settle = (how: (waiter: PromiseWithResolvers<void>) => void): void => {
    for (const waiter of waiting.splice(0)) how(waiter);
  };
  const failure = (): Error => new Error([`${name} did not start`, ...lastLines].join('\n  '));
  const end = (): void => {
    phase = 'ended';
    settle(({ reject }) => reject(stopping ? new Error(`${name} was stopped`) : failure()));
  };
  const take = (line: string): void => {
    lastLines = [...lastLines.slice(1 - KEPT_LINES), line];
    onLine(line);
  };

  const start = (): void => {
    phase = 'starting';
    lastLines = [];
    const startedAt = performance.now();
    const current = fork(entry, args, {
      env: { NODE_COMPILE_CACHE: COMPILED, ...process.env, ...env },
      execArgv: [],
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      // Out of reach of the terminal's Ctrl-C: the order in which things stop is ours to choose.
      detached: true,
    });
    child = current;
    readLines(current.stdout, take);
    readLines(current.stderr, take);
    current.on('message', (message) => {
      if (message !== 'ready') return;
      phase = 'up';
      everUp = true;
      settle(({ resolve }) => resolve());
    });
    current.on('error', (error) => take(String(error)));
    current.once('close', (code, signal) => {
      if (stopping || (!everUp && code !== EXIT_BUSY)) return end();
      if (performance.now() - startedAt >= WELL_AFTER_MS) pauseMs = FIRST_PAUSE_MS;
      phase = 'pausing';
      onLine(logLine(name, `ended with ${signal ?? code}; starts again in ${pauseMs} ms`));
      pause = setTimeout(() => {
        restarts += 1;
        start();
      }, pauseMs);
      pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
    });
  };

  const isRunning = (): boolean => phase === 'starting' || phase === 'up';

  const stop = async (): Promise<void> => {
    stopping = true;
    clearTimeout(pause);
    if (!isRunning()) return end();
    const closed = once(child, 'close');
    child.kill('SIGTERM');
    const insist = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS);
    await closed;
    clearTimeout(insist);
  };

  start();
  return {
    name,
    get pid() {
      return isRunning() ? child.pid : undefined;
    },
    get restarts() {
      return restarts;
    },
    async ready() {
      if (phase === 'up') return;
      if (phase === 'ended') throw stopping ? new Error(`${name} was stopped`) : failure();
      const waiter = Promise.withResolvers<void>();
      waiting.push(waiter);
      const late = setTimeout(() => waiter.reject(failure()), READY_LIMIT_MS);
      await waiter.promise.finally(() => clearTimeout(late));
    },
    kill(signal) {
      if (!isRunning()) return;
      // Whoever asks for it right after this means the next process.
      if (signal !== 'SIGSTOP' && signal !== 'SIGCONT') phase = 'starting';
      child.kill(signal);
    },
    stop: () => (stopped ??= stop()),
  };
}

function readLines(stream: Readable | null, take: (line: string) => void): void {
  if (stream) createInterface({ input: stream, crlfDelay: Infinity }).on('line', take);
}

/** A warning as the services log theirs, so that one reader understands both. */
const logLine = (name: string, msg: string): string =>
  JSON.stringify({ level: PINO_WARN, time: Date.now(), name, msg });
