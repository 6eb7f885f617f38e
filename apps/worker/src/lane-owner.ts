import { openLeases } from '@lastpair/db';
import type { Leases } from '@lastpair/db';
import type { LaneWorker } from '@lastpair/queue';
import type { Logger } from '@lastpair/runtime';

/** How soon a lane whose owner died is found. */
const LOOK_EVERY_MS = 200;

export type LaneOwner = {
  /** The lanes this process works now. */
  owned(): number[];
  /** Finishes what is in hand and gives each lane back as soon as it is done with it. */
  stop(): Promise<void>;
};

/**
 * Works a fair share of the lanes, each of which has one owner among all worker processes, so that the order of
 * decision is the order of arrival, but for jobs fetched in the same moment. A lane without an owner is taken within LOOK_EVERY_MS; a share grown too large
 * is given back. That two own a lane for a moment can happen and is harmless: the drop's lock stands behind this.
 */
export function ownLanes(options: {
  databaseUrl: string;
  laneCount: number;
  logger: Logger;
  work: (lane: number) => LaneWorker;
}): LaneOwner {
  const { databaseUrl, laneCount, logger, work } = options;
  const workers = new Map<number, LaneWorker>();
  let leases: Leases | undefined;
  let stopped = false;

  const closeAll = async (): Promise<void> => {
    const closing = [...workers.values()];
    workers.clear();
    await Promise.all(closing.map((worker) => worker.close()));
  };

  const open = async (): Promise<Leases> => {
    const opened = await openLeases(databaseUrl, (error) => {
      logger.warn({ err: error }, 'the leases on the lanes are lost');
      if (leases === opened) leases = undefined;
    });
    return opened;
  };

  const look = async (held: Leases): Promise<void> => {
    const share = Math.ceil(laneCount / (await held.countProcesses()));
    for (let lane = 0; lane < laneCount && workers.size < share; lane += 1) {
      if (workers.has(lane) || !(await held.take(lane))) continue;
      workers.set(lane, work(lane));
      logger.info({ lane }, 'lane taken');
    }
    for (const [lane, worker] of [...workers].slice(share)) {
      workers.delete(lane);
      await worker.close();
      await held.giveBack(lane);
      logger.info({ lane }, 'lane given back');
    }
  };

  const running = (async () => {
    while (!stopped) {
      // Without leases another process may own the lanes by now, and new ones begin with none.
      if (!leases) await closeAll();
      try {
        leases ??= await open();
        await look(leases);
      } catch (error) {
        logger.warn({ err: error }, 'could not look after the lanes');
        await leases?.close();
        leases = undefined;
      }
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
  })();

  return {
    owned: () => [...workers.keys()],
    async stop() {
      stopped = true;
      await running;
      const held = leases;
      const lanes = [...workers];
      workers.clear();
      // The others count on more of the lanes from now on. What can't be given back is lost with the connection.
      await held?.leave().catch(() => undefined);
      await Promise.all(lanes.map(([, worker]) => worker.close()));
      for (const [lane] of lanes) await held?.giveBack(lane).catch(() => undefined);
      await held?.close();
    },
  };
}
