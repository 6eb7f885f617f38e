import type { Generator } from '../generator/start-generator.ts';
import { STATUS } from '../generator/lines.ts';
import type { Pace, RunResult } from '../generator/messages.ts';
import type { Component } from './cpu.ts';
import { summarize } from './latency.ts';
import type { Latency } from './latency.ts';
import { watchUsage } from './usage.ts';

/** One run in numbers. */
export type Measured = {
  accepted: number;
  refused: number;
  failed: number;
  unanswered: number;
  /** From the first command to the last answer. */
  seconds: number;
  /** Accepted, or answered at all, in a second. */
  acceptedPerSecond: number;
  answersPerSecond: number;
  latencyMs: Latency;
  askedAgain: number;
  lagMs: number;
  /** How much of one core the generator used. */
  generatorLoad: number;
  /** CPU microseconds per command, by component. */
  cpuPerCommandUs: Record<string, number>;
  /** The share of the machine that nobody of this benchmark used, and that the host took. */
  foreign: number;
  steal: number;
  trouble: string | undefined;
};

/** Lets a prepared generator run, and gives what it found next to what the processes used meanwhile. */
export async function measureRun(
  generator: Generator,
  pace: Pace,
  components: readonly Component[],
): Promise<{ measured: Measured; result: RunResult }> {
  const all = [...components, { name: 'generator', pids: [generator.pid] }];
  const usage = watchUsage(all);
  const result = await generator.run(pace);
  const { cpuUs, foreign, steal } = usage();
  const count = result.commandIds.length;
  return {
    result,
    measured: {
      ...countAnswers(result),
      ...speedOf(result),
      latencyMs: summarize(latenciesOf(result)),
      askedAgain: result.askedAgain,
      lagMs: result.lagMs,
      generatorLoad: result.cpuUs / 1_000 / (result.endedAt - result.startedAt + 50),
      cpuPerCommandUs: Object.fromEntries([...cpuUs].map(([name, us]) => [name, us / count])),
      foreign,
      steal,
      trouble: result.troubles.first,
    },
  };
}

function countAnswers({ status }: RunResult) {
  const counts = { accepted: 0, refused: 0, failed: 0, unanswered: 0 };
  for (const each of status) {
    if (each === STATUS.accepted) counts.accepted += 1;
    else if (each === STATUS.refused) counts.refused += 1;
    else if (each === STATUS.failed) counts.failed += 1;
    else counts.unanswered += 1;
  }
  return counts;
}

function speedOf(result: RunResult) {
  const lastAnswer = result.answeredAt.reduce((last, at) => Math.max(last, at), 0);
  const seconds = Math.max(0.001, (lastAnswer - result.startedAt) / 1_000);
  const { accepted, refused } = countAnswers(result);
  return {
    seconds,
    acceptedPerSecond: accepted / seconds,
    answersPerSecond: (accepted + refused) / seconds,
  };
}

/** From when each command was due to its answer, in milliseconds; what was never answered is left out, and counted apart. */
export function* latenciesOf(
  result: Pick<RunResult, 'status' | 'scheduledAt' | 'answeredAt'>,
): IterableIterator<number> {
  for (let k = 0; k < result.status.length; k += 1) {
    if (result.status[k] !== STATUS.unanswered)
      yield result.answeredAt[k]! - result.scheduledAt[k]!;
  }
}
