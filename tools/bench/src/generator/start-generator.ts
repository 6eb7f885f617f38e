import { fork } from 'node:child_process';
import { once } from 'node:events';
import { constants, setPriority } from 'node:os';
import path from 'node:path';
import type {
  Asking,
  Order,
  Pace,
  Reply,
  RunResult,
  Shown,
  Target,
  ViewsResult,
} from './messages.ts';

/** A load generator in a process of its own. Each call rejects with what the generator says went wrong. */
export type Generator = {
  readonly pid: number;
  /** Opens `lines` lines, spread over the targets; line n belongs to person `firstPerson` + n. */
  connect(how: { targets: Target[]; lines: number; firstPerson?: number }): Promise<void>;
  /** Builds the commands of the next run. */
  prepare(asking: Asking): Promise<void>;
  run(pace: Pace): Promise<RunResult>;
  views(): Promise<ViewsResult>;
  /** How many lines show something else than the truth. */
  countBehind(truth: Shown): Promise<number>;
  disconnect(): Promise<void>;
  stop(): Promise<void>;
};

/** A generator that has to wait for its turn measures the machine; whoever may, gives it the turn at once. */
function goFirst(pid: number): void {
  try {
    setPriority(pid, constants.priority.PRIORITY_HIGH);
  } catch {
    // It takes root. Without it the lag tells how far the figures can be believed.
  }
}

/** Starts a generator; it ends with this process. */
export async function startGenerator(): Promise<Generator> {
  const child = fork(path.join(import.meta.dirname, 'main.ts'), {
    // Numbers cross as they are, without being written out.
    serialization: 'advanced',
    execArgv: ['--max-semi-space-size=64'],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    detached: true,
  });
  await once(child, 'message');
  goFirst(child.pid!);
  const ended = once(child, 'exit').then((): Reply => ({ ok: false, error: 'the generator died' }));

  const ask = async (order: Order): Promise<Extract<Reply, { ok: true }>> => {
    const answer = once(child, 'message').then(([reply]) => reply as Reply);
    if (!child.connected) throw new Error(`generator, ${order.do}: it is gone`);
    child.send(order);
    const reply = await Promise.race([answer, ended]);
    if (!reply.ok) throw new Error(`generator, ${order.do}: ${reply.error}`);
    return reply;
  };

  return {
    pid: child.pid!,
    async connect({ targets, lines, firstPerson = 0 }) {
      await ask({ do: 'connect', targets, lines, firstPerson });
    },
    async prepare(asking) {
      await ask({ do: 'prepare', asking });
    },
    run: async (pace) => (await ask({ do: 'run', pace })).run!,
    views: async () => (await ask({ do: 'views' })).views!,
    countBehind: async (truth) => (await ask({ do: 'countBehind', truth })).behind!,
    async disconnect() {
      await ask({ do: 'disconnect' });
    },
    async stop() {
      if (child.connected) child.disconnect();
      await ended;
    },
  };
}
