import type { Outcome } from '@lastpair/contracts';
import type { Ask, Answer, Scene } from './scene.ts';
import type { Client } from './line.ts';
import { rest } from './rest.ts';

/** How long the store is asked to wait for the outcome, and how long one try may take in all. */
const WAIT_MS = 2_500;
const TRY_MS = 3_500;
const PAUSE_MS = 250;
/** Longer than any command lives. One without an answer by then is a violation. */
const GIVE_UP_MS = 60_000;

/** A shopper as a sender of commands. */
export type Sender = {
  id: string;
  token: string;
  /** If they hold a WebSocket. */
  client?: Client | undefined;
  /** Resolves with the outcome of a command as the shopper's stream tells it. */
  told?: ((commandId: string) => Promise<Outcome>) | undefined;
};

/**
 * Asks something of the store until there is a final answer, as a patient client does: over the WebSocket or REST, then
 * over REST through either api, always under the same id. Undefined when there was none in time.
 */
export async function askUntilAnswered(
  scene: Scene,
  sender: Sender,
  ask: Ask,
  first: number,
): Promise<Answer | undefined> {
  const giveUpAt = performance.now() + GIVE_UP_MS;
  const { promise: over, resolve: finish } = Promise.withResolvers<Answer>();
  let done = false;
  void over.then(() => (done = true));
  if (sender.told && !ask.rival) void sender.told(ask.id).then(finish);
  scene.counts.asked += 1;

  for (let attempt = 0; !done && performance.now() < giveUpAt; attempt += 1) {
    const url = scene.urls[(first + attempt) % scene.urls.length]!;
    const trying =
      attempt === 0 && sender.client
        ? tryOverSocket(scene, sender.client, ask)
        : tryOverRest(scene, url, sender.token, ask);
    const answer = await Promise.race([trying, over]);
    if (answer) finish(answer);
    else await Promise.race([over, pause()]);
  }
  if (!done) return undefined;
  scene.counts.answered += 1;
  return over;
}

async function tryOverSocket(scene: Scene, client: Client, ask: Ask): Promise<Answer | undefined> {
  const { id: commandId, kind, dropId, payload } = ask;
  record(scene, ask, 'ws');
  const options = { signal: AbortSignal.timeout(TRY_MS) };
  try {
    if (kind === 'reserve') {
      const input = { dropId, size: payload, commandId, waitMs: WAIT_MS };
      return take(scene, ask, await client.reservations.reserve.mutate(input, options));
    }
    if (kind !== 'purchase' && kind !== 'release') throw new Error(`nobody asks to ${kind} here`);
    const input = { reservationId: payload, commandId, waitMs: WAIT_MS };
    return take(scene, ask, await client.reservations[kind].mutate(input, options));
  } catch (error) {
    const { data } = error as { data?: { problem?: string } | null };
    return fail(scene, ask, data?.problem ?? 'no_connection');
  }
}

async function tryOverRest(
  scene: Scene,
  url: string,
  token: string,
  ask: Ask,
): Promise<Answer | undefined> {
  const { id: commandId, kind, dropId, payload } = ask;
  record(scene, ask, url);
  const path =
    kind === 'reserve' ? `/drops/${dropId}/reservations` : `/reservations/${payload}/${kind}`;
  const { status, body } = await rest(url, 'POST', path, {
    token,
    body: { commandId, waitMs: WAIT_MS, ...(kind === 'reserve' && { size: payload }) },
    withinMs: TRY_MS,
  });
  const { code, reason } = body as { code?: string; reason?: string };
  if (status >= 200 && status < 300) return take(scene, ask, body as Outcome);
  // A refusal is an outcome; with some the path is wrong as well, and the body says both.
  if (reason) {
    const { seq } = body as { seq?: number };
    const outcome = { commandId, status: 'refused', reason, ...(seq && { seq }) } as Outcome;
    return take(scene, ask, outcome);
  }
  return fail(scene, ask, code ?? `http_${status}`);
}

const record = (scene: Scene, { id, who, kind, dropId, payload }: Ask, via: string): void =>
  scene.history.record({ what: 'ask', via, id, who, kind, dropId, payload });

function take(scene: Scene, { id, payload }: Ask, outcome: Outcome): Answer | undefined {
  if (outcome.status === 'queued') return undefined;
  scene.history.record({ what: 'answer', id, payload, outcome });
  return outcome;
}

function fail(scene: Scene, { id, payload }: Ask, code: string): Answer | undefined {
  if (code !== 'id_conflict') {
    scene.history.record({ what: 'trouble', id, code });
    return undefined;
  }
  scene.history.record({ what: 'conflict', id, payload });
  return 'conflict';
}

const pause = (): Promise<undefined> =>
  new Promise((resolve) => setTimeout(() => resolve(undefined), PAUSE_MS));
