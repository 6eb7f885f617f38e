import type { BadReadingReason, ReadingsJob, StampedReading } from '@lastpair/contracts';
import {
  applyReadings,
  dayOfStamp,
  isOwnFault,
  makePartitions,
  resolveNames,
  writeBadReadings,
  writeDeadLetter,
} from '@lastpair/db';
import type { AppliedReading, AppliedToDesk, Database } from '@lastpair/db';
import { hear } from '@lastpair/domain/desk';
import type { Logger } from '@lastpair/runtime';

/** Applies batches of readings. Throws only when the machine is at fault; then nothing has happened. */
export type ReadingsHand = (job: ReadingsJob) => Promise<AppliedToDesk | undefined>;

/** Makes the hand for readings. It remembers the ids of names and the days that have a place in the history. */
export function createReadingsHand(db: Database, logger: Logger): ReadingsHand {
  // The database holds so many stores and models at most, so these do, too.
  const ids = { store: new Map<string, number>(), model: new Map<string, number>() };
  const days = new Set<string>();

  const learn = async (kind: 'store' | 'model', readings: readonly StampedReading[]) => {
    const unknown = new Set(
      readings.map((reading) => reading[kind]).filter((name) => !ids[kind].has(name)),
    );
    if (unknown.size === 0) return;
    for (const [name, id] of await resolveNames(db, kind, [...unknown])) ids[kind].set(name, id);
  };

  const makeRoom = async (readings: readonly StampedReading[]): Promise<void> => {
    const missing = new Set(readings.map(({ stamp }) => dayOfStamp(stamp)));
    for (const day of days) missing.delete(day);
    if (missing.size === 0) return;
    await makePartitions(db, [...missing]);
    for (const day of missing) days.add(day);
  };

  const apply = (readings: readonly AppliedReading[]): Promise<AppliedToDesk> =>
    db.transaction().execute((trx) => applyReadings(trx, readings, { hear }));

  const applyOneByOne = async (
    readings: ReadonlyMap<AppliedReading, StampedReading>,
  ): Promise<AppliedToDesk | undefined> => {
    let last: AppliedToDesk | undefined;
    let calls = 0;
    for (const [reading, payload] of readings) {
      try {
        last = await apply([reading]);
        calls += last.calls;
      } catch (error) {
        if (!isOwnFault(error) || !(error instanceof Error)) throw error;
        logger.error({ err: error, reading }, 'a reading is given up');
        const { storeId, modelId, stamp } = reading;
        const subject = `${storeId} ${modelId} ${stamp}`;
        await writeDeadLetter(db, { kind: 'reading', subject, payload, error });
      }
    }
    return last && { seq: last.seq, calls };
  };

  return async ({ readings }) => {
    await learn('store', readings);
    await learn('model', readings);
    await makeRoom(readings);
    const known = new Map<AppliedReading, StampedReading>();
    const unknown: { reading: StampedReading; reason: BadReadingReason }[] = [];
    for (const reading of readings) {
      const { store, model, stamp, inventory, tapId } = reading;
      const storeId = ids.store.get(store);
      const modelId = ids.model.get(model);
      if (storeId === undefined) unknown.push({ reading, reason: 'too_many_stores' });
      else if (modelId === undefined) unknown.push({ reading, reason: 'too_many_models' });
      else known.set({ storeId, modelId, stamp, inventory, tapId }, reading);
    }
    await noteUnknown(db, unknown);
    if (known.size === 0) return undefined;
    try {
      return await apply([...known.keys()]);
    } catch (error) {
      if (!isOwnFault(error)) throw error;
      // A partition may have been dropped since it was made: it is looked for again.
      days.clear();
      await makeRoom(readings);
      logger.warn({ err: error }, 'a batch of readings broke; trying one by one');
      return applyOneByOne(known);
    }
  };
}

/** How many of a batch's refused readings are kept to be shown. */
const SHOWN = 20;

async function noteUnknown(
  db: Database,
  unknown: { reading: StampedReading; reason: BadReadingReason }[],
): Promise<void> {
  for (const [tapId, those] of Map.groupBy(unknown, ({ reading }) => reading.tapId)) {
    if (tapId === null) continue;
    const some = those.slice(0, SHOWN).map(({ reading, reason }) => ({
      reason,
      text: JSON.stringify({ store: reading.store, model: reading.model }),
    }));
    await writeBadReadings(db, tapId, { count: those.length, some });
  }
}
