import { createWriteStream, mkdirSync } from 'node:fs';
import path from 'node:path';
import { startGenerator } from './generator/start-generator.ts';
import { prepareGround } from './ground.ts';
import { describeMachine, machineLine } from './machine.ts';
import { judge } from './measure/judge.ts';
import type { Options } from './options.ts';
import { violationsOf, writeReport } from './report/report.ts';
import type { Report, ScenarioReport } from './report/report.ts';
import { foundWords, goalWords, verdictWords, wantedWords } from './report/words.ts';
import type { Bench, Scenario } from './scenarios/bench.ts';
import { scenarios } from './scenarios/index.ts';

const BLOCKS = { quick: 2, full: 3 };
/** When a run begins nothing new; what is under way then takes some seconds more. */
const WITHIN_SECONDS = { quick: 75, full: 14 * 60 };
/** Of each scenario in a quick run; in a full one each says its own. */
const QUICK_SECONDS = 15;

/** Runs what was asked for and writes the report. Gives the exit code: 0, or 1 if anything is wrong or a goal was missed. */
export async function runBench(
  options: Options,
  {
    say = console.log,
    from = scenarios,
    signal,
  }: {
    say?: (line: string) => void;
    from?: readonly Scenario[];
    /** Calls the run off; it rejects once everything has been stopped and removed. */
    signal?: AbortSignal;
  } = {},
): Promise<number> {
  const end = performance.now() + WITHIN_SECONDS[options.size] * 1_000;
  await using undo = new AsyncDisposableStack();
  mkdirSync(options.out, { recursive: true });
  const logFile = path.join(options.out, 'processes.log');
  const logs = createWriteStream(logFile);
  undo.defer(() => void logs.end());
  const ground = await prepareGround({ log: (name, line) => void logs.write(`${name} ${line}\n`) });
  undo.defer(() => ground.stop());
  const databaseUrl = await ground.createDatabase('calibration');
  const crowd = await startGenerator();
  undo.defer(() => crowd.stop());
  const audience = await startGenerator();
  undo.defer(() => audience.stop());

  // Whoever waits for a generator then hears that it is gone, and stops what it has started.
  signal?.addEventListener('abort', () => void Promise.all([crowd.stop(), audience.stop()]));

  const machine = describeMachine(ground.postgresVersion);
  const queue = ground.redisServer ? 'redis' : 'postgres';
  say(
    `${machineLine(machine)}; lanes on ${queue}${ground.redisServer ? '' : ': there is no redis-server'}`,
  );
  const report: Report = {
    version: 1,
    at: new Date().toISOString(),
    size: options.size,
    seed: options.seed,
    queue,
    machine,
    scenarios: [],
  };
  for (const scenario of from.filter(({ name }) => options.only.includes(name))) {
    const seconds = options.size === 'quick' ? QUICK_SECONDS : scenario.seconds;
    const bench: Bench = {
      ground,
      databaseUrl,
      size: options.size,
      queue,
      seed: options.seed,
      blocks: options.blocks ?? BLOCKS[options.size],
      crowd,
      audience,
      until: Math.min(performance.now() + seconds * 1_000, end),
      say,
    };
    report.scenarios.push(await runScenario(scenario, bench));
    signal?.throwIfAborted();
  }
  const files = writeReport(report, options.out);
  say(summaryOf(report));
  for (const file of [...files, logFile]) say(file);
  return isWell(report) ? 0 : 1;
}

async function runScenario(scenario: Scenario, bench: Bench): Promise<ScenarioReport> {
  const { name, what } = scenario;
  bench.say(`${name}: ${what}`);
  const startedAt = performance.now();
  const report: ScenarioReport = {
    name,
    what,
    seconds: 0,
    goals: scenario.goals(bench).map((goal) => judge(goal, { samples: [], noisy: new Map() })),
    samples: [],
    noisy: [],
    repeated: 0,
  };
  const skipped = whySkipped(scenario, bench);
  if (skipped) {
    bench.say(`  SKIPPED: ${skipped}`);
    return { ...report, skipped };
  }
  try {
    const blocks = await scenario.run(bench);
    report.goals = scenario.goals(bench).map((goal) => judge(goal, blocks));
    report.noisy = [...blocks.noisy].map(([block, why]) => ({ block, why }));
    report.samples = blocks.samples;
    report.repeated = blocks.repeated;
  } catch (error) {
    report.error = inWords(error);
    bench.say(`  BROKE: ${report.error}`);
    // Whatever is still connected belongs to this scenario.
    await Promise.allSettled([bench.crowd.disconnect(), bench.audience.disconnect()]);
  }
  return { ...report, seconds: (performance.now() - startedAt) / 1_000 };
}

/** An error with those that came of it when everything was stopped. */
function inWords(error: unknown): string {
  if (error instanceof SuppressedError) {
    return `${inWords(error.suppressed)}; and then ${inWords(error.error)}`;
  }
  return error instanceof Error ? error.message : String(error);
}

function whySkipped({ needsRedis }: Scenario, { ground, until }: Bench): string | undefined {
  if (performance.now() >= until)
    return 'there is no time left for it; it can be run alone with --only';
  if (needsRedis && !ground.redisServer) return 'it needs a redis-server; set REDIS_SERVER to one';
  return undefined;
}

function summaryOf(report: Report): string {
  const wrong = violationsOf(report);
  return [
    '',
    `G0  ${wrong.length} violations`,
    ...wrong.map((what) => `    WRONG ${what}`),
    ...report.scenarios.flatMap(({ goals }) =>
      goals.map(
        (goal) =>
          `${goal.id}  ${verdictWords[goal.verdict].padEnd(11)}${goalWords(goal)}: ${foundWords(goal)}, wanted ${wantedWords(goal)}`,
      ),
    ),
    '',
  ].join('\n');
}

/** Noise proves nothing, in either direction; what could not run at all is no success. */
const isWell = (report: Report): boolean =>
  violationsOf(report).length === 0 &&
  report.scenarios.every(
    ({ error, goals }) => !error && goals.every(({ verdict }) => verdict !== 'missed'),
  );
