import { parseArgs } from 'node:util';
import { startGenerator } from './generator/start-generator.ts';
import { prepareGround } from './ground.ts';
import { worstAge } from './measure/ages.ts';
import { measureRun } from './measure/measure-run.ts';
import type { Pace } from './generator/messages.ts';
import type { Measured } from './measure/measure-run.ts';
import { SIZE, startLastpair } from './systems/lastpair.ts';

// One scenario against the store alone, again and again: for whoever makes the store faster.

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    queue: { type: 'string', default: 'redis' },
    over: { type: 'string', default: 'ws' },
    shoppers: { type: 'string', default: '2000' },
    'in-flight': { type: 'string', default: '256' },
    rounds: { type: 'string', default: '1' },
    stock: { type: 'string', default: '20000' },
    drops: { type: 'string', default: '1' },
    'over-ms': { type: 'string', default: '1000' },
    watch: { type: 'boolean', default: false },
    outcomes: { type: 'boolean', default: false },
    apis: { type: 'string', default: '1' },
    workers: { type: 'string', default: '1' },
    runs: { type: 'string', default: '3' },
  },
});
const [kind = 'closed'] = positionals;
if (kind !== 'closed' && kind !== 'open') throw new Error('say closed or open');
const shoppers = Number(values.shoppers);
const rounds = Number(values.rounds);

await using undo = new AsyncDisposableStack();
const ground = await prepareGround({ log: (name, line) => console.error(name, line) });
undo.defer(() => ground.stop());
const queue = values.queue === 'redis' ? 'redis' : 'postgres';
await using lastpair = await startLastpair(ground, {
  queue,
  apis: Number(values.apis),
  workers: Number(values.workers),
});
const system = values.over === 'rest' ? lastpair.overRest() : lastpair;
const generator = await startGenerator();
undo.defer(() => generator.stop());
await lastpair.signIn(shoppers);
console.log(
  `queue on ${queue}, ${kind} loop, ${shoppers} shoppers x ${rounds} over ${values.over}`,
);
for (const { name, pids } of lastpair.components())
  console.log(`  ${name}: process ${pids.join(', ')}`);

const inFlight = Number(values['in-flight']);
for (let run = 0; run <= Number(values.runs); run += 1) {
  const dropIds = await lastpair.open(
    { stock: Number(values.stock), limitPerShopper: rounds },
    Number(values.drops),
  );
  const watch = values.watch ? { watch: dropIds[0]! } : {};
  const targets = system.commandTargets({ ...watch, outcomes: values.outcomes });
  const lines = values.over === 'rest' && kind === 'closed' ? inFlight : shoppers;
  await generator.connect({ targets, lines });
  await generator.prepare({
    count: shoppers * rounds,
    people: shoppers,
    dropIds,
    size: SIZE,
    as: system.as,
  });
  const pace: Pace =
    kind === 'closed' ? { kind, inFlight } : { kind, seed: run, overMs: Number(values['over-ms']) };
  const { measured, result } = await measureRun(generator, pace, lastpair.components());
  const views = await generator.views();
  await generator.disconnect();
  console.log(
    `${run === 0 ? 'warm-up' : `run ${run}  `} ${lineOf(measured)}; ` +
      `${views.at.length} views, worst age ${worstAge([result], [views]).toFixed(0)} ms`,
  );
}

function lineOf(measured: Measured): string {
  const { latencyMs, cpuPerCommandUs } = measured;
  const ms = [latencyMs.p50, latencyMs.p95, latencyMs.p99, latencyMs.max].map((each) =>
    each.toFixed(1),
  );
  const cpu = Object.entries(cpuPerCommandUs).map(([name, us]) => `${name} ${us.toFixed(1)}`);
  return [
    `${Math.round(measured.acceptedPerSecond)} accepted/s (${measured.accepted} accepted, ${measured.refused} refused` +
      `, ${measured.failed} failed, ${measured.unanswered} unanswered)`,
    `p50/p95/p99/max ${ms.join('/')} ms`,
    `CPU us per command: ${cpu.join(', ')}`,
    `lag ${measured.lagMs.toFixed(1)} ms, others ${(measured.foreign * 100).toFixed(0)} %` +
      `, host ${(measured.steal * 100).toFixed(0)} %`,
    ...(measured.trouble ? [`TROUBLE ${measured.trouble}`] : []),
  ].join('; ');
}
