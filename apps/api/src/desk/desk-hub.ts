import type { Alert, DeskTotals, Shelf, Tap, Transfer } from '@lastpair/contracts';
import {
  readAlertsSince,
  readDeskSeq,
  readShelvesSince,
  readTaps,
  readTotals,
  readTransfersSince,
} from '@lastpair/db';
import type { Database } from '@lastpair/db';
import type { DeskRoad } from '@lastpair/queue';

/** What has changed is read and sent at most this often. */
const EVERY_MS = 250;
/** News may be lost; this is how soon what it told of is found all the same. */
const CHECK_EVERY_MS = 1_000;
/** More is not a change but another desk: a reader that is so far behind gets a snapshot. */
const CHANGES_MAXIMUM = 5_000;
/** And so many alerts or transfers. */
const LINES_MAXIMUM = 500;
/** How many steps are remembered for readers that are a little behind. */
const STEPS_MAXIMUM = 40;

/** What has changed after `after` up to `seq`. */
export type DeskStep = {
  after: number;
  seq: number;
  now: number;
  shelves: Shelf[];
  alerts: Alert[];
  transfers: Transfer[];
};

/** What differs from the `seq` that a reader has, and the little that is always told whole. */
export type DeskChanges = Omit<DeskStep, 'after'> & { totals: DeskTotals; taps: Tap[] };

/** Follows the desk for all who watch it through this process: each step is read once, however many they are. */
export type DeskHub = {
  /** Calls `listener` whenever the desk has gone on. Gives the function that ends it. */
  watch(listener: () => void): () => void;
  /** What has changed after `seq`; undefined when that is too much or too long ago. */
  changesSince(seq: number): Promise<DeskChanges | undefined>;
  totals(): Promise<{ totals: DeskTotals; taps: Tap[] }>;
  stop(): Promise<void>;
};

export async function openDeskHub(options: {
  db: Database;
  road: DeskRoad;
  onError: (error: Error) => void;
}): Promise<DeskHub> {
  const { db, road, onError } = options;
  const listeners = new Set<() => void>();
  const steps: DeskStep[] = [];
  let whole: { totals: DeskTotals; taps: Tap[] } | undefined;
  let { seq: known } = await readDeskSeq(db);
  let read = known;
  let timer: NodeJS.Timeout | undefined;
  let readAt = 0;

  const readWhole = async () => {
    const [totals, taps] = await Promise.all([readTotals(db), readTaps(db)]);
    return { totals, taps };
  };

  const readStep = async (after: number): Promise<DeskStep | undefined> => {
    // The seq is read first: what comes in between is told twice rather than never.
    const { seq, now } = await readDeskSeq(db);
    const shelves = await readShelvesSince(db, after, CHANGES_MAXIMUM);
    if (!shelves) return undefined;
    const [alerts, transfers] = await Promise.all([
      readAlertsSince(db, after, LINES_MAXIMUM + 1),
      readTransfersSince(db, after, LINES_MAXIMUM + 1),
    ]);
    if (Math.max(alerts.length, transfers.length) > LINES_MAXIMUM) return undefined;
    return { after, seq, now, shelves, alerts, transfers };
  };

  const goOn = async (): Promise<void> => {
    readAt = performance.now();
    const step = await readStep(read);
    whole = await readWhole();
    if (step) steps.push(step);
    else steps.length = 0;
    if (steps.length > STEPS_MAXIMUM) steps.shift();
    read = step ? step.seq : (await readDeskSeq(db)).seq;
    for (const listener of listeners) listener();
  };

  const schedule = (): void => {
    if (timer || listeners.size === 0 || known <= read) return;
    const wait = Math.max(0, readAt + EVERY_MS - performance.now());
    timer = setTimeout(() => {
      void goOn()
        .catch(onError)
        .finally(() => {
          timer = undefined;
          schedule();
        });
    }, wait);
  };

  const learn = (seq: number): void => {
    if (seq > known) known = seq;
    schedule();
  };
  const stopListening = await road.listen(({ seq }) => learn(seq));
  let checking = false;
  const check = setInterval(() => {
    if (checking || listeners.size === 0) return;
    checking = true;
    void readDeskSeq(db)
      .then(({ seq }) => learn(seq))
      .catch(onError)
      .finally(() => (checking = false));
  }, CHECK_EVERY_MS);

  return {
    watch(listener) {
      // What happened while nobody watched is nobody's change.
      if (listeners.size === 0) {
        steps.length = 0;
        read = known;
      }
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    async changesSince(seq) {
      const from = steps.findLastIndex((step) => step.after <= seq);
      if (from >= 0 && steps.at(-1)!.seq >= seq && whole) {
        return { ...mergeSteps(steps.slice(from)), ...whole };
      }
      const step = await readStep(seq);
      // Whoever has seen more than there is has seen another desk.
      if (!step || step.seq < seq) return undefined;
      return { ...step, ...(await readWhole()) };
    },
    totals: readWhole,
    async stop() {
      clearInterval(check);
      clearTimeout(timer);
      await stopListening();
    },
  };
}

/** Steps in their order as one: of everything the latest. */
function mergeSteps(steps: readonly DeskStep[]): Omit<DeskStep, 'after'> {
  const latest = <Item>(of: (step: DeskStep) => readonly Item[], key: (item: Item) => string) => [
    ...new Map(steps.flatMap(of).map((item) => [key(item), item])).values(),
  ];
  const { seq, now } = steps.at(-1)!;
  return {
    seq,
    now,
    shelves: latest(
      ({ shelves }) => shelves,
      ({ storeId, modelId }) => `${storeId}.${modelId}`,
    ),
    alerts: latest(
      ({ alerts }) => alerts,
      ({ id }) => id,
    ),
    transfers: latest(
      ({ transfers }) => transfers,
      ({ id }) => id,
    ),
  };
}
