import { setTimeout as sleep } from 'node:timers/promises';
import type { StampedReading } from '@lastpair/contracts';
import { openLeases, readEnabledTaps, SILENT_MS, writeTapReport } from '@lastpair/db';
import type { Clock, Database, Leases } from '@lastpair/db';
import { createStamps } from '@lastpair/queue';
import type { Logger } from '@lastpair/runtime';
import { repeat } from '../repeat.ts';
import { startConnector } from './connector.ts';
import type { Connector } from './connector.ts';

/** How soon a tap is found that is new or whose listener died. */
const LOOK_EVERY_MS = 400;
/** Reports are written at most this often. */
const REPORT_EVERY_MS = 1_000;
/** A lease that was last confirmed longer ago may be somebody else's by now. */
const SURE_FOR_MS = SILENT_MS - 500;

export type ConnectorsOptions = {
  databaseUrl: string;
  db: Database;
  logger: Logger;
  clock: Clock;
  privateAddresses: boolean;
  take: (readings: StampedReading[]) => number;
  /** Told of the desk's seq after a report was written. */
  onReport: (seq: number) => void;
};

/**
 * Listens to this process's share of the taps. Each tap has one listener among all workers: whoever holds its lease. A
 * tap without one is taken within LOOK_EVERY_MS.
 */
export function startConnectors(options: ConnectorsOptions): {
  heard(): number[];
  stop(): Promise<void>;
} {
  const { databaseUrl, db, logger, clock, privateAddresses, take, onReport } = options;
  const connectors = new Map<number, { url: string; connector: Connector }>();
  const stamp = createStamps(() => clock.now());
  let leases: Leases | undefined;
  let sureAt = 0;
  let stopped = false;

  const mayHear = (): boolean => performance.now() - sureAt < SURE_FOR_MS;
  const stopAll = (): void => {
    for (const { connector } of connectors.values()) connector.stop();
    connectors.clear();
  };
  const stopOne = async (held: Leases, id: number): Promise<void> => {
    connectors.get(id)?.connector.stop();
    connectors.delete(id);
    await held.giveBack(id);
  };
  const open = async (): Promise<Leases> => {
    const opened = await openLeases(
      databaseUrl,
      (error) => {
        logger.warn({ err: error }, 'the leases on the taps are lost');
        if (leases === opened) leases = undefined;
      },
      'taps',
    );
    return opened;
  };

  const look = async (held: Leases): Promise<void> => {
    const askedAt = performance.now();
    const share = (taps: number, processes: number): number => Math.ceil(taps / processes);
    const processes = await held.countProcesses();
    if (held === leases) sureAt = askedAt;
    const taps = await readEnabledTaps(db);
    const wanted = new Map(taps.map(({ id, url }) => [id, url]));
    for (const [id, { url }] of connectors) {
      if (wanted.get(id) !== url) await stopOne(held, id);
    }
    const most = share(taps.length, processes);
    for (const { id, url } of taps) {
      if (connectors.size >= most) break;
      if (connectors.has(id) || !(await held.take(id))) continue;
      logger.info({ tapId: id }, 'listening to a tap');
      const connector = startConnector({
        tap: { id, url },
        privateAddresses,
        stamp,
        mayHear,
        take,
      });
      connectors.set(id, { url, connector });
    }
    for (const id of [...connectors.keys()].slice(most)) await stopOne(held, id);
  };

  const report = async (): Promise<void> => {
    for (const { connector } of connectors.values()) {
      const news = connector.takeReport();
      if (news) onReport(await writeTapReport(db, news));
    }
  };

  // Not in the loop that confirms the leases: it may have to wait for readings to be written.
  const endReports = repeat('the report on the taps', REPORT_EVERY_MS, logger, report);
  const running = (async () => {
    while (!stopped) {
      // Without leases another process may listen by now.
      if (!leases) stopAll();
      try {
        leases ??= await open();
        await look(leases);
      } catch (error) {
        logger.warn({ err: error }, 'could not look after the taps');
        await leases?.close();
        leases = undefined;
      }
      await sleep(LOOK_EVERY_MS);
    }
  })();

  return {
    heard: () => [...connectors.keys()],
    async stop() {
      stopped = true;
      await Promise.all([running, endReports()]);
      stopAll();
      await leases?.close();
    },
  };
}
