import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from 'pg';
import type { Driver } from './driver.ts';

const EVERY_MS = 250;
const LOOK_EVERY_MS = 4;
const LIMIT_MS = 30_000;

/** Sends a reading of one shelf now and then until `signal` aborts, and gives how long each took to be the shelf's, in ms. */
export async function probeLag(
  driver: Driver,
  client: Client,
  signal: AbortSignal,
): Promise<number[]> {
  const lags: number[] = [];
  for (let inventory = 1; !signal.aborted; inventory += 1) {
    const sentAt = performance.now();
    driver.tell('Probe', 'Probe', inventory);
    for (;;) {
      const { rows } = await client.query<{ inventory: number }>(
        `select inventory from shelf
         where store_id = (select id from store where name = 'Probe')
           and model_id = (select id from model where name = 'Probe')`,
      );
      if (rows[0]?.inventory === inventory) break;
      if (performance.now() - sentAt > LIMIT_MS)
        throw new Error('a reading was not applied within 30 s');
      await sleep(LOOK_EVERY_MS);
    }
    lags.push(performance.now() - sentAt);
    await sleep(EVERY_MS);
  }
  return lags.toSorted((a, b) => a - b);
}
