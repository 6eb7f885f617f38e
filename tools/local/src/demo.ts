import { randomUUID } from 'node:crypto';
import type { Health, Outcome, Reservation, View } from '@lastpair/contracts';
import { demoShoppers, openDrops, scheduledDrops } from './demo-drops.ts';
import type { DemoDrop } from './demo-drops.ts';
import { createRestClient } from './rest-client.ts';
import type { RestClient } from './rest-client.ts';

/** Enough for a person to have a look around before the scheduled drop opens. */
const OPENS_IN_MS = 2 * 60_000;
/** Each wait is up to five seconds of the store's, and a worker that died is replaced within that. */
const SEND_ATTEMPTS = 6;

/**
 * Fills an empty store, and sees to it that a drop is about to open. All of it goes over the public REST API, so that
 * the demo has nothing in it that did not happen. Rejects when the store refuses something it should not.
 */
export async function seedDemo(options: {
  url: string;
  merchantToken: string;
  signal?: AbortSignal;
}): Promise<void> {
  const { url, merchantToken, signal } = options;
  const rest = createRestClient(url, signal);
  const drops = await rest.get<View[]>('/drops', merchantToken);
  if (drops.length === 0) await fill(rest, merchantToken);

  const { serverTime } = await rest.get<Health>('/health');
  const now = Date.parse(serverTime);
  const isAhead = ({ status, opensAt }: View): boolean =>
    status === 'scheduled' && opensAt !== null && Date.parse(opensAt) > now;
  if (drops.some(isAhead)) return;
  const next = scheduledDrops[drops.length % scheduledDrops.length];
  const opensAt = new Date(now + OPENS_IN_MS).toISOString();
  await rest.post<View>('/drops', { ...next, opensAt }, merchantToken);
}

async function fill(rest: RestClient, merchantToken: string): Promise<void> {
  const most = Math.max(...openDrops.map(({ bought }) => bought.length));
  // Nobody buys two pairs of one drop: the limit may be one.
  const names = Array.from({ length: most }, (_, index) => {
    const name = demoShoppers[index % demoShoppers.length]!;
    return index < demoShoppers.length
      ? name
      : `${name} ${Math.floor(index / demoShoppers.length) + 1}`;
  });
  const shoppers = await Promise.all(
    names.map((name) => rest.post<{ token: string }>('/guests', { name })),
  );
  const tokens = shoppers.map(({ token }) => token);
  // One after the other, so that the list has them in this order.
  for (const demo of openDrops) await play(rest, merchantToken, tokens, demo);
}

/** Creates a drop, opens it and lets shoppers buy of it. */
async function play(
  rest: RestClient,
  merchantToken: string,
  tokens: readonly string[],
  { drop, bought }: DemoDrop,
): Promise<void> {
  const { id } = await rest.post<View>('/drops', drop, merchantToken);
  await rest.post<View>(`/drops/${id}/open`, { commandId: randomUUID() }, merchantToken);
  await Promise.all(
    bought.map(async (size, index) => {
      const token = tokens[index]!;
      const { id: reservationId } = await send(rest, `/drops/${id}/reservations`, { size }, token);
      await send(rest, `/reservations/${reservationId}/purchase`, {}, token);
    }),
  );
}

/** Sends a shopper's command until it is decided. Rejects if it is refused. */
async function send(
  rest: RestClient,
  path: string,
  body: object,
  token: string,
): Promise<Reservation> {
  const commandId = randomUUID();
  for (let attempt = 0; attempt < SEND_ATTEMPTS; attempt += 1) {
    const outcome = await rest.post<Outcome>(path, { ...body, commandId }, token);
    if (outcome.status === 'accepted' && outcome.reservation) return outcome.reservation;
    if (outcome.status === 'refused')
      throw new Error(`POST /api${path} was refused: ${outcome.reason}`);
  }
  throw new Error(`POST /api${path} was not decided in time; is the worker running?`);
}
