import { setTimeout as sleep } from 'node:timers/promises';
import { ReadingsJob } from '@lastpair/contracts';
import {
  comingDays,
  connect,
  createClock,
  dropOldAlerts,
  dropOldPartitions,
  judgeShelves,
  keepEnvironmentTaps,
  keepEnvironmentWebhook,
  makePartitions,
} from '@lastpair/db';
import type { AppliedToDesk } from '@lastpair/db';
import { markOf } from '@lastpair/domain/desk';
import { openReadingsSender } from '@lastpair/queue';
import type { Chore, Road } from '@lastpair/queue';
import type { Logger } from '@lastpair/runtime';
import { repeat } from '../repeat.ts';
import { createCaller, queueCalls } from './calls.ts';
import { startConnectors } from './connectors.ts';
import type { DeskEnv } from './desk-env.ts';
import { writeDump } from './dump.ts';
import { createReadingsHand } from './readings-hand.ts';

const APPLY_POOL_SIZE = 4;
const CARE_POOL_SIZE = 4;
const LOOK_EVERY_MS = 1_000;
const ADJUST_CLOCK_EVERY_MS = 10_000;
const SCHEDULE_EVERY_MS = 5 * 60_000;
const LAST_READINGS_MS = 2_000;
const SHELVES_PER_JUDGING = 500;
/** So that there is room for readings though nobody looks after it for days. */
const PARTITIONS_AHEAD_DAYS = 3;
/** Every night, and every hour at a minute when little else happens. */
const DUMP_AT = '15 0 * * *';
const HISTORY_AT = '7 * * * *';

/** Starts the worker's part of the desk: connectors, readings, alerts, the webhook and chores. */
export async function startDesk(
  env: DeskEnv & { DATABASE_URL: string },
  road: Road,
  logger: Logger,
): Promise<{ stop(): Promise<void> }> {
  const onError = (error: Error): void =>
    logger.warn({ err: error }, 'a connection of the desk broke');
  const url = env.DATABASE_URL;
  const db = connect(url, {
    poolSize: APPLY_POOL_SIZE,
    name: 'lastpair-desk',
    indexOnly: true,
    onError,
  });
  const careDb = connect(url, { poolSize: CARE_POOL_SIZE, name: 'lastpair-desk-care', onError });
  const privateAddresses = env.PRIVATE_ADDRESSES;
  const { desk } = road;

  await keepEnvironmentTaps(careDb, env.TAPS);
  const { WEBHOOK_URL, WEBHOOK_SECRET } = env;
  if (Boolean(WEBHOOK_URL) !== Boolean(WEBHOOK_SECRET)) {
    throw new Error('WEBHOOK_URL and WEBHOOK_SECRET are set together or not at all');
  }
  await keepEnvironmentWebhook(
    careDb,
    WEBHOOK_URL && WEBHOOK_SECRET ? { url: WEBHOOK_URL, secret: WEBHOOK_SECRET } : undefined,
  );
  const keepHistory = async (): Promise<void> => {
    await makePartitions(careDb, await comingDays(careDb, PARTITIONS_AHEAD_DAYS));
    await dropOldPartitions(careDb, env.HISTORY_DAYS);
    await dropOldAlerts(careDb, env.HISTORY_DAYS);
  };
  await keepHistory().catch(onError);

  const makeCalls = (): Promise<void> => queueCalls(careDb, desk, env.WEBHOOK_ATTEMPTS);
  const tell = ({ seq, calls }: AppliedToDesk, batchIds?: string[]): void => {
    desk.publish({ seq, ...(batchIds && { batchIds }) }).catch(onError);
    if (calls > 0) makeCalls().catch(onError);
  };

  const hand = createReadingsHand(db, logger);
  const sender = openReadingsSender(desk, onError);
  const stopListening = await desk.listen(sender.hear);
  const readings = desk.workReadings(async (job) => {
    const batch = ReadingsJob.parse(job.data);
    const applied = await hand(batch);
    tell(applied ?? { seq: 0, calls: 0 }, [batch.batchId]);
    return { applied: batch.readings.length };
  });
  const calls = desk.workCalls(
    createCaller({ db: careDb, logger, attempts: env.WEBHOOK_ATTEMPTS, privateAddresses }),
  );

  const clock = createClock(careDb);
  await clock.adjust();
  const chores = desk.workChores((chore) => doChore(chore));
  async function doChore(chore: Chore): Promise<void> {
    switch (chore) {
      case 'dump': {
        if (!env.DUMP_DIR) throw new Error('no DUMP_DIR is set at this worker');
        const folder = await writeDump(careDb, env.DUMP_DIR, env.DUMP_KEEP_DAYS, clock.now());
        logger.info({ folder }, 'dump written');
        return;
      }
      case 'history':
        return keepHistory();
    }
  }
  // A queue that was emptied has forgotten them.
  const schedule = async (): Promise<void> => {
    await desk.scheduleChore('history', HISTORY_AT);
    if (env.DUMP_DIR) await desk.scheduleChore('dump', DUMP_AT);
    else await desk.cancelChore('dump');
  };

  const judge = async (): Promise<void> => {
    for (;;) {
      const judged = await db
        .transaction()
        .execute((trx) => judgeShelves(trx, SHELVES_PER_JUDGING, { markOf }));
      if (!judged) return;
      tell(judged);
    }
  };
  const connectors = startConnectors({
    databaseUrl: url,
    db: careDb,
    logger,
    clock,
    privateAddresses,
    take: (heard) => sender.send(heard).overtaken.length,
    onReport: (seq) => void desk.publish({ seq }).catch(onError),
  });
  const endings = [
    repeat('the schedule', SCHEDULE_EVERY_MS, logger, schedule),
    repeat('the clock', ADJUST_CLOCK_EVERY_MS, logger, () => clock.adjust()),
    repeat('the judging', LOOK_EVERY_MS, logger, judge),
    repeat('the outbox', LOOK_EVERY_MS, logger, makeCalls),
  ];

  return {
    async stop() {
      await connectors.stop();
      // What was heard is brought home, if that does not take long.
      for (let waited = 0; sender.waiting() > 0 && waited < LAST_READINGS_MS; waited += 50)
        await sleep(50);
      sender.stop();
      await Promise.all(endings.map((end) => end()));
      await Promise.all([readings.close(), calls.close(), chores.close()]);
      await stopListening();
      await Promise.all([db.destroy(), careDb.destroy()]);
    },
  };
}
