import { LaneJob } from '@lastpair/contracts';
import type { Command } from '@lastpair/contracts';
import { connect, migrate, openHand, readLaneCount } from '@lastpair/db';
import { openRoad } from '@lastpair/queue';
import type { LaneResult } from '@lastpair/queue';
import { failpoint } from '@lastpair/runtime';
import type { Logger, Service } from '@lastpair/runtime';
import { createAfterCommit } from './after-commit.ts';
import { applySafely } from './apply-safely.ts';
import type { Applied, Batch } from './apply-batch.ts';
import { AUDIT_EVERY_MS, createAuditor } from './auditor.ts';
import { startDesk } from './desk/start-desk.ts';
import type { readWorkerEnv } from './env.ts';
import { ownLanes } from './lane-owner.ts';
import { createMailbox } from './mailbox.ts';
import { createMetrics } from './metrics.ts';
import { startOrders } from './orders/start-orders.ts';
import { repeat } from './repeat.ts';
import { serveHealth } from './serve-health.ts';
import { SWEEP_EVERY_MS, sweep } from './sweep.ts';
import { TEND_EVERY_MS, tendDeadLetters } from './tend-dead-letters.ts';
import { WATCH_EVERY_MS, createWatchdog } from './watchdog.ts';

/** Starts the hand: it works its share of the lanes, looks after the clock and audits the books. */
export async function startWorker(
  env: ReturnType<typeof readWorkerEnv>,
  logger: Logger,
): Promise<Service> {
  const onError = (error: Error): void => logger.warn({ err: error }, 'a connection broke');
  const url = env.DATABASE_URL;
  const careDb = connect(url, {
    poolSize: 2,
    name: 'lastpair-care',
    onError,
    // The sweep and the audit; the tables are new when a drop is.
    indexOnly: true,
  });
  await migrate(careDb);
  const laneCount = await readLaneCount(careDb);
  // Each lane has one transaction at a time.
  const hand = openHand(url, { poolSize: laneCount, name: 'lastpair-hand', onError });
  const road = await openRoad({ redisUrl: env.REDIS_URL, databaseUrl: url, laneCount, onError });
  const metrics = createMetrics();

  const afterCommit = createAfterCommit(road);
  const apply = async (batch: Batch): Promise<Applied[]> => {
    const applied = await metrics.time(() =>
      applySafely(hand, logger, batch, env.LAPSE_COOLDOWN_SECONDS),
    );
    for (const { logged } of applied) metrics.count(logged);
    afterCommit(applied).catch(onError);
    return applied;
  };
  const mailboxes = Array.from({ length: laneCount }, () => createMailbox(apply));
  const watchdog = createWatchdog();
  const lanes = ownLanes({
    databaseUrl: url,
    laneCount,
    logger,
    work: (lane) => {
      watchdog.progress(lane);
      return road.work(lane, async (job) => {
        try {
          const asked = LaneJob.parse(job.data);
          const applied = await mailboxes[lane]!(asked);
          failpoint('worker.before-job-completes');
          return toLaneResult(asked.commands, applied);
        } finally {
          watchdog.progress(lane);
        }
      });
    },
  });
  const lookForStuckLanes = async (): Promise<void> => {
    const stuck = await watchdog.findStuck(lanes.owned(), (lane) => road.countWaiting(lane));
    if (stuck.length === 0) return;
    logger.fatal({ lanes: stuck }, 'lanes with work are stuck; ending, to be started anew');
    process.exit(1);
  };
  const stopOrders = await startOrders(env, road, logger);
  const endings = [
    repeat('the sweep', SWEEP_EVERY_MS, logger, () => sweep(careDb, road)),
    repeat('the audit', AUDIT_EVERY_MS, logger, createAuditor(careDb, logger)),
    repeat('the look at dead letters', TEND_EVERY_MS, logger, () =>
      tendDeadLetters(careDb, road, logger, env.ALARM_URL),
    ),
    repeat('the watchdog', WATCH_EVERY_MS, logger, lookForStuckLanes),
  ];
  const desk = await startDesk(env, road, logger, metrics);
  const server = await serveHealth(env.WORKER_PORT, metrics, lanes);
  logger.info({ queue: road.backend, port: server.port }, 'worker started');

  return {
    async stop() {
      await Promise.all(endings.map((end) => end()));
      await stopOrders();
      await Promise.all([lanes.stop(), desk.stop()]);
      await server.close();
      await road.close();
      await Promise.all([hand.destroy(), careDb.destroy()]);
    },
  };
}

/** What the board shows of a job: how its commands were answered. Each one's outcome is in the log. */
function toLaneResult(commands: readonly Command[], applied: Applied[]): LaneResult {
  const mine = new Set(commands.map(({ commandId }) => commandId));
  const answers: Record<string, number> = {};
  let decidedBefore = mine.size;
  for (const { command, decision } of applied.flatMap(({ logged }) => logged)) {
    if (!mine.has(command.commandId)) continue;
    const answer = decision.status === 'accepted' ? decision.event.type : decision.reason;
    answers[answer] = (answers[answer] ?? 0) + 1;
    decidedBefore -= 1;
  }
  return { answers, decidedBefore };
}
