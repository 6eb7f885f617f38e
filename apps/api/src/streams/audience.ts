import type { Audience, Presence } from '@lastpair/contracts';
import type { Road } from '@lastpair/queue';
import { v7 as uuidv7 } from 'uuid';
import { createLatest } from './inbox.ts';
import { createListeners } from './listeners.ts';

/** How often each process says who looks through it. */
const SAY_EVERY_MS = 2_000;
/** A process that has said nothing for this long is gone, and so are those who looked through it. */
const GONE_AFTER_MS = 3 * SAY_EVERY_MS;
/** Postgres takes notifications of at most 8,000 bytes. */
const DROPS_PER_MESSAGE = 100;

/** How many look at each drop, over all api processes. A moment's number, kept nowhere. */
export type AudienceHub = {
  /** The count now and whenever it changes; whoever reads it is counted. */
  follow(dropId: string, signal: AbortSignal): AsyncGenerator<Audience, void, void>;
  stop(): Promise<void>;
};

export async function openAudience(
  road: Road,
  onError: (error: Error) => void,
): Promise<AudienceHub> {
  const api = uuidv7();
  const here = createListeners<number>();
  const elsewhere = new Map<string, Map<string, { count: number; at: number }>>();

  const count = (dropId: string): number => {
    let sum = here.count(dropId);
    const since = Date.now() - GONE_AFTER_MS;
    for (const [other, said] of elsewhere.get(dropId) ?? []) {
      if (said.at < since) elsewhere.get(dropId)?.delete(other);
      else sum += said.count;
    }
    if (elsewhere.get(dropId)?.size === 0) elsewhere.delete(dropId);
    return sum;
  };
  const tell = (dropId: string): void => {
    if (here.count(dropId) > 0) here.tell(dropId, count(dropId));
  };

  const stopListening = await road.listenPresence((presence: Presence) => {
    if (presence.api === api) return;
    for (const [dropId, watching] of presence.watching) {
      const said = elsewhere.get(dropId) ?? new Map();
      elsewhere.set(dropId, said.set(presence.api, { count: watching, at: Date.now() }));
    }
  });
  const say = async (): Promise<void> => {
    const watching = here.keys().map((dropId): [string, number] => [dropId, here.count(dropId)]);
    for (let at = 0; at < watching.length; at += DROPS_PER_MESSAGE) {
      await road.publishPresence({ api, watching: watching.slice(at, at + DROPS_PER_MESSAGE) });
    }
  };
  const timer = setInterval(() => {
    for (const dropId of here.keys()) tell(dropId);
    say().catch(onError);
  }, SAY_EVERY_MS);

  return {
    async *follow(dropId, signal) {
      const latest = createLatest<number>();
      const leave = here.add(dropId, latest.push);
      tell(dropId);
      try {
        let said: number | undefined;
        for await (const watching of latest.read(signal)) {
          if (watching !== said) yield { dropId, watching };
          said = watching;
        }
      } finally {
        leave();
        tell(dropId);
      }
    },
    async stop() {
      clearInterval(timer);
      await stopListening();
    },
  };
}
