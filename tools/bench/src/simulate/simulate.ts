import { createEventQueue } from './event-queue.ts';
import { createHost } from './machines.ts';
import type { Process } from './machines.ts';

/** What things cost, in microseconds of a core, and what takes time without one. */
export type Costs = {
  /** Of an api: to take a command, to hear of a batch and of each row in it, whoever asked for it, and to answer one. */
  api: { command: number; news: number; row: number; answer: number };
  queue: { job: number; command: number };
  /** `drop`: for each drop of a batch. */
  worker: { batch: number; drop: number; command: number };
  postgres: { batch: number; drop: number; command: number };
  /** Of whoever clicks, if it is on the same machine. */
  generator: number;
  /** Until the disk has it. */
  commitWait: number;
  /** From one machine to another. */
  hop: number;
};

/** How many of everything there are. Lanes are dealt out in turn to workers, queues and databases. */
export type Plant = {
  apis: number;
  workers: number;
  queues: number;
  databases: number;
  lanes: number;
  /** Everything shares the cores of one machine; else each process has a core, and each database `databaseCores`. */
  oneMachine?: { cores: number };
  databaseCores: number;
};

/** Who clicks: so many within a time, or so many that click again as soon as they are answered. */
export type Clicks = { count: number; drops: number } & ({ overMs: number } | { inFlight: number });

/** Latencies in milliseconds; `busy`: the share of its time that the busiest process of a kind has worked. */
export type Simulated = {
  perSecond: number;
  p50: number;
  p99: number;
  max: number;
  commandsPerBatch: number;
  busy: Record<'api' | 'queue' | 'worker' | 'postgres', number>;
};

type Command = { at: number; api: number; drop: number };
type Line = { waiting: Command[]; underWay: Set<Command>[] };

/** As packages/contracts and the door have them. */
const COMMANDS_PER_JOB = 500;
const BATCHES_UNDER_WAY = 2;
const WORTH_A_BATCH = 64;

/**
 * Plays the road of ARCHITECTURE.md with costs instead of work: the door's lines, jobs, the lanes' mailboxes, batches and
 * news are as they are in the product; what is left out is said in docs/performance.md. Without chance:
 * clicks come evenly, and go to apis and drops in turn.
 */
export function simulate(costs: Costs, plant: Plant, clicks: Clicks): Simulated {
  const events = createEventQueue();
  const shared = plant.oneMachine && createHost(events, plant.oneMachine.cores);
  const hop = shared ? 0 : costs.hop;
  const place = (count: number, name: string, width = 1): Process[] =>
    Array.from({ length: count }, () => (shared ?? createHost(events, width)).process(name, width));
  const apis = place(plant.apis, 'api');
  const queues = place(plant.queues, 'queue');
  const workers = place(plant.workers, 'worker');
  const databases = place(plant.databases, 'postgres', plant.databaseCores);
  const generators = shared ? place(1, 'generator') : [];
  const inTurn = (all: Process[], lane: number): Process => all[lane % all.length]!;

  const lines: Line[][] = apis.map(() =>
    Array.from({ length: plant.lanes }, () => ({ waiting: [], underWay: [] })),
  );
  const mailboxes = Array.from({ length: plant.lanes }, () => ({
    letters: [] as Command[],
    deciding: false,
  }));
  const latencies: number[] = [];
  let issued = 0;
  let batches = 0;

  const flush = (api: number, lane: number): void => {
    const line = lines[api]![lane]!;
    line.underWay = line.underWay.filter(({ size }) => size > 0);
    const unanswered = line.underWay.reduce((sum, { size }) => sum + size, 0);
    const least = unanswered === 0 ? 1 : Math.max(unanswered, WORTH_A_BATCH);
    if (line.underWay.length === BATCHES_UNDER_WAY || line.waiting.length < least) return;
    const commands = line.waiting.splice(0, COMMANDS_PER_JOB);
    line.underWay.push(new Set(commands));
    const { job, command } = costs.queue;
    events.at(events.now() + hop, () =>
      inTurn(queues, lane).work(job + command * commands.length, () =>
        events.at(events.now() + hop, () => {
          mailboxes[lane]!.letters.push(...commands);
          decide(lane);
        }),
      ),
    );
  };

  const decide = (lane: number): void => {
    const mailbox = mailboxes[lane]!;
    if (mailbox.deciding || mailbox.letters.length === 0) return;
    mailbox.deciding = true;
    const commands = mailbox.letters.splice(0, COMMANDS_PER_JOB);
    batches += 1;
    const { worker, postgres, commitWait } = costs;
    const drops = new Set(commands.map(({ drop }) => drop)).size;
    const ofBatch = (of: Costs['worker']): number =>
      of.batch + of.drop * drops + of.command * commands.length;
    const statements = ofBatch(postgres);
    inTurn(workers, lane).work(ofBatch(worker), () =>
      events.at(events.now() + 2 * hop, () =>
        inTurn(databases, lane).work(statements, () =>
          events.at(events.now() + commitWait + 2 * hop, () => {
            mailbox.deciding = false;
            const mine = Map.groupBy(commands, (command) => command.api);
            for (const api of apis.keys()) {
              events.at(events.now() + 2 * hop, () =>
                hear(api, lane, mine.get(api) ?? [], commands.length),
              );
            }
            decide(lane);
          }),
        ),
      ),
    );
  };

  const hear = (api: number, lane: number, mine: Command[], rows: number): void => {
    const { news, row, answer } = costs.api;
    apis[api]!.work(news + row * rows + answer * mine.length, () => {
      const { underWay } = lines[api]![lane]!;
      for (const command of mine) {
        latencies.push((events.now() - command.at) / 1_000);
        for (const batch of underWay) batch.delete(command);
      }
      flush(api, lane);
      if ('inFlight' in clicks) for (const _ of mine) click(events.now());
    });
  };

  const click = (at: number): void => {
    if (issued === clicks.count) return;
    const command = { at, api: issued % plant.apis, drop: issued % clicks.drops };
    issued += 1;
    for (const generator of generators) generator.work(costs.generator, () => {});
    apis[command.api]!.work(costs.api.command, () => {
      const lane = command.drop % plant.lanes;
      lines[command.api]![lane]!.waiting.push(command);
      flush(command.api, lane);
    });
  };

  if ('inFlight' in clicks) for (let n = 0; n < clicks.inFlight; n += 1) click(0);
  else {
    const every = (clicks.overMs * 1_000) / clicks.count;
    for (let n = 0; n < clicks.count; n += 1) events.at(n * every, () => click(n * every));
  }
  events.run();

  const took = events.now();
  const share = (all: Process[]): number =>
    Math.max(...all.map(({ worked, width }) => worked / (took * width)));
  const sorted = Float64Array.from(latencies).toSorted();
  const quantile = (q: number): number => sorted[Math.ceil(q * sorted.length) - 1] ?? 0;
  return {
    perSecond: latencies.length / (took / 1_000_000),
    p50: quantile(0.5),
    p99: quantile(0.99),
    max: quantile(1),
    commandsPerBatch: latencies.length / batches,
    busy: {
      api: share(apis),
      queue: share(queues),
      worker: share(workers),
      postgres: share(databases),
    },
  };
}
