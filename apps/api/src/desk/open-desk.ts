import { setTimeout as sleep } from 'node:timers/promises';
import type { Reading } from '@lastpair/contracts';
import type { Clock, Database } from '@lastpair/db';
import { createStamps, openReadingsSender } from '@lastpair/queue';
import type { DeskRoad } from '@lastpair/queue';
import { ApiError } from '../api-error.ts';
import { openDeskHub } from './desk-hub.ts';
import type { DeskHub } from './desk-hub.ts';

/** Beyond this the honest answer is to come back later. */
const WAITING_MAXIMUM = 10_000;
const WAIT_MS = 5_000;

/** The api's part of the desk. */
export type Desk = {
  hub: DeskHub;
  /** Sends readings down the road and says whether they were applied soon. Throws ApiError overloaded. */
  send(readings: readonly Reading[]): Promise<boolean>;
  /** Tells all who watch that the desk has reached `seq`. */
  tell(seq: number): void;
  stop(): Promise<void>;
};

export async function openDesk(options: {
  db: Database;
  road: DeskRoad;
  clock: Clock;
  onError: (error: Error) => void;
}): Promise<Desk> {
  const { db, road, clock, onError } = options;
  const hub = await openDeskHub({ db, road, onError });
  const stamp = createStamps(() => clock.now());
  const sender = openReadingsSender(road, onError);
  const stopListening = await road.listen(sender.hear);
  return {
    hub,
    async send(readings) {
      if (sender.waiting() > WAITING_MAXIMUM) {
        throw new ApiError('overloaded', 'The line is full. Try again in a moment.', {
          retryAfterSeconds: 1,
        });
      }
      const stamped = readings.map((reading) => ({ ...reading, stamp: stamp(), tapId: null }));
      const { applied } = sender.send(stamped);
      const patience = new AbortController();
      const late = sleep(WAIT_MS, false, { signal: patience.signal, ref: false }).catch(
        () => false,
      );
      return Promise.race([applied.then(() => true), late]).finally(() => patience.abort());
    },
    tell: (seq) => void road.publish({ seq }).catch(onError),
    async stop() {
      sender.stop();
      await Promise.all([hub.stop(), stopListening()]);
    },
  };
}
