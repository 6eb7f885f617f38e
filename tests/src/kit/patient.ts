import { setTimeout as sleep } from 'node:timers/promises';
import type { Outcome } from '@lastpair/contracts';
import type { TestClient } from './client.ts';
import { PATIENCE_MS } from './until.ts';

/** An api that is frozen or dead says nothing; then the other is asked. */
const TRY_MS = 2_000;
const PAUSE_MS = 100;

/** What somebody asks of the store, by its path below /api, under an id of theirs. */
export type PatientAsk = { path: string; commandId: string; size?: string };

/** Asks until there is a final outcome, under one id, of one api and then the other. Rejects after `withinMs`. */
export async function askPatiently(
  urls: readonly string[],
  client: TestClient,
  ask: PatientAsk,
  first: number,
  withinMs = PATIENCE_MS,
): Promise<Outcome> {
  const { path, ...body } = ask;
  const giveUpAt = Date.now() + withinMs;
  for (let attempt = 0; Date.now() < giveUpAt; attempt += 1) {
    const outcome = await fetch(`${urls[(first + attempt) % urls.length]}/api${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${client.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ ...body, waitMs: TRY_MS / 2 }),
      signal: AbortSignal.timeout(TRY_MS),
    })
      .then((response) => response.json() as Promise<Partial<Outcome>>)
      .catch(() => undefined);
    if (outcome?.status === 'accepted' || outcome?.status === 'refused') return outcome as Outcome;
    await sleep(PAUSE_MS);
  }
  throw new Error(`${path} had no answer within ${withinMs} ms`);
}
