import { waitUntil } from '@lastpair/local';
import type { Pace, RunResult, Shown, ViewsResult } from '../generator/messages.ts';
import { worstAge } from '../measure/ages.ts';
import type { Sample, Variant } from '../measure/blocks.ts';
import { measureRun } from '../measure/measure-run.ts';
import type { Measured } from '../measure/measure-run.ts';
import { noiseOfRun } from '../measure/noise.ts';
import { SIZE } from '../systems/lastpair.ts';
import type { System } from '../systems/system.ts';
import type { Bench } from './bench.ts';

/** Many people reserve one pair each. */
export type Reserving = {
  commands: number;
  /** How many people they come from; on WebSockets each of them has a socket. As many as commands, if not given. */
  people?: number;
  stock: number;
  /** Over how many drops they are spread. */
  drops?: number;
  pace: { kind: 'closed'; inFlight: number } | { kind: 'open'; overMs: number };
  /** How many others watch the (first) drop. */
  watchers?: number;
  /** Whether everybody who reserves watches it, too. */
  everybodyWatches?: boolean;
  /** Whether answers come by the subscription that the page has. */
  outcomes?: boolean;
  /** Leaves what earlier runs wrote. */
  keep?: boolean;
};

/** How long after the last answer every screen must show the last state. */
const CONVERGE_LIMIT_MS = 10_000;

/** A variant in which people reserve at one system. */
export const reserving = (bench: Bench, name: string, system: System, how: Reserving): Variant => ({
  name,
  run: (seed) => reserveOnce(bench, system, how, seed),
});

/** One run, from fresh drops to the questions to the database. */
export async function reserveOnce(
  bench: Bench,
  system: System,
  how: Reserving,
  seed: number,
): Promise<Sample> {
  const { crowd, audience } = bench;
  const { commands, people = commands, stock, drops = 1, watchers = 0, everybodyWatches } = how;
  const pace: Pace = how.pace.kind === 'open' ? { ...how.pace, seed } : how.pace;
  const limitPerShopper = Math.ceil(commands / people);
  const dropIds = await system.open({ stock, limitPerShopper }, drops, how.keep);
  const [dropId = ''] = dropIds;
  if (system.as !== 'plain') await system.signIn(people);

  await crowd.connect({
    targets: system.commandTargets({
      ...(everybodyWatches && { watch: dropId }),
      outcomes: how.outcomes ?? false,
    }),
    lines: linesFor(system, how),
  });
  if (watchers > 0) {
    await audience.connect({ targets: system.watchTargets(dropId), lines: watchers });
  }
  try {
    await crowd.prepare({ count: commands, people, dropIds, size: SIZE, as: system.as });
    const components = [
      ...system.components(),
      ...(watchers > 0 ? [{ name: 'audience', pids: [audience.pid] }] : []),
    ];
    const { measured, result } = await measureRun(crowd, pace, components);
    const watching = [...(everybodyWatches ? [crowd] : []), ...(watchers > 0 ? [audience] : [])];
    const { accepted } = measured;
    const truth: Shown =
      system.as === 'plain'
        ? { field: 'seq', value: accepted }
        : { field: 'left', value: stock - accepted };
    const views: ViewsResult[] = [];
    for (const each of watching) {
      // Whoever is still behind after this is found by the check.
      await waitUntil('the last state on every screen', CONVERGE_LIMIT_MS, async () => {
        return (await each.countBehind(truth)) === 0;
      }).catch(() => undefined);
      views.push(await each.views());
    }
    const violations = await system.check(dropIds, [result], views);
    if (measured.trouble) violations.push(`trouble: ${measured.trouble}`);
    return {
      values: { ...valuesOf(measured), ...viewValues(result, views) },
      violations,
      noise: noiseOfRun(measured, pace.kind),
    };
  } finally {
    await crowd.disconnect();
    if (watchers > 0) await audience.disconnect();
  }
}

/** On HTTP a line carries one request at a time, so a closed loop has as many as there are requests under way. */
function linesFor(system: System, { commands, people = commands, pace }: Reserving): number {
  if (system.as === 'trpc') return people;
  return pace.kind === 'closed' ? pace.inFlight : commands;
}

/** A run as named numbers. */
export function valuesOf(measured: Measured): Record<string, number> {
  const { latencyMs, cpuPerCommandUs } = measured;
  return {
    'accepted/s': measured.acceptedPerSecond,
    'answers/s': measured.answersPerSecond,
    accepted: measured.accepted,
    refused: measured.refused,
    'asked again': measured.askedAgain,
    'p50 ms': latencyMs.p50,
    'p95 ms': latencyMs.p95,
    'p99 ms': latencyMs.p99,
    'max ms': latencyMs.max,
    'lag ms': measured.lagMs,
    'others %': measured.foreign * 100,
    ...Object.fromEntries(
      Object.entries(cpuPerCommandUs).map(([component, us]) => [`cpu ${component} us`, us]),
    ),
    'cpu with generator us': Object.values(cpuPerCommandUs).reduce((sum, us) => sum + us, 0),
  };
}

function viewValues(result: RunResult, views: readonly ViewsResult[]): Record<string, number> {
  if (views.length === 0) return {};
  const lastAnswer = result.answeredAt.reduce((last, at) => Math.max(last, at), 0);
  const lastView = views.reduce(
    (last, { at }) => at.reduce((later, each) => Math.max(later, each), last),
    0,
  );
  return {
    'views shown': views.reduce((sum, { at }) => sum + at.length, 0),
    'worst age ms': worstAge([result], views),
    'last state after ms': Math.max(0, lastView - lastAnswer),
  };
}
