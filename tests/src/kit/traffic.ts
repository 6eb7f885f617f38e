import { setTimeout as sleep } from 'node:timers/promises';
import type { Outcome } from '@lastpair/contracts';
import { v7 as uuidv7 } from 'uuid';
import { askPatiently } from './patient.ts';
import { roam } from './roaming.ts';
import type { Roaming } from './roaming.ts';
import type { TestStore } from './store.ts';
import { until } from './until.ts';

/** Shoppers who reserve and let go until they are told to leave; each holds a socket and has a page open. */
export type Traffic = Disposable & {
  /** The only answer that each command had, by its id. */
  answers: ReadonlyMap<string, Outcome>;
  /** How often a command had to be sent again, because its answer was lost with a connection. */
  resent(): number;
  sockets: readonly Roaming[];
  /** Lets those under way finish, and rejects if a command had no answer. */
  leave(): Promise<void>;
  /** Resolves when every page shows the drop at this seq. */
  pagesAt(seq: number): Promise<void>;
};

const SENT_AGAIN_WITHIN_MS = 15_000;
const THINK_MS = 20;

/** Sends shoppers to the apis that `api` says, each by their number; those of `overRest` use no socket for commands. */
export async function startTraffic(options: {
  store: TestStore;
  dropId: string;
  size: string;
  shoppers: number;
  api: (shopper: number) => number;
  overRest: (shopper: number) => boolean;
}): Promise<Traffic> {
  const { store, dropId, size, shoppers, api, overRest } = options;
  const answers = new Map<string, Outcome>();
  const seqs: number[] = [];
  let leaving = false;
  let resent = 0;

  const crowd = await Promise.all(
    Array.from({ length: shoppers }, (_, n) => store.guest({ api: api(n) })),
  );
  const sockets = crowd.map(({ token }, n) => roam(store.urls, api(n), token));
  const pages = sockets.map(({ ws }, n) =>
    ws.drops.watch.subscribe({ dropId }, { onData: ({ data }) => void (seqs[n] = data.seq) }),
  );
  await until('every page', () => seqs.filter((seq) => seq >= 0).length === shoppers);

  const overSocket = async (n: number, kind: 'reserve' | 'release', held: string) => {
    const { ws } = sockets[n]!;
    const commandId = uuidv7();
    const giveUpAt = performance.now() + SENT_AGAIN_WITHIN_MS;
    for (let attempt = 0; performance.now() < giveUpAt; attempt += 1) {
      if (attempt > 0) resent += 1;
      const outcome = await (
        kind === 'reserve'
          ? ws.reservations.reserve.mutate({ dropId, size, commandId })
          : ws.reservations.release.mutate({ reservationId: held, commandId })
      ).catch(() => undefined);
      if (outcome && outcome.status !== 'queued') return outcome;
      await sleep(THINK_MS);
    }
    throw new Error(`${kind} ${commandId} had no answer`);
  };
  const overHttp = (n: number, kind: 'reserve' | 'release', held: string) => {
    const path =
      kind === 'reserve' ? `/drops/${dropId}/reservations` : `/reservations/${held}/release`;
    const ask = { path, commandId: uuidv7(), ...(kind === 'reserve' && { size }) };
    return askPatiently(store.urls, crowd[n]!, ask, api(n), SENT_AGAIN_WITHIN_MS);
  };
  const shop = async (n: number): Promise<void> => {
    const send = overRest(n) ? overHttp : overSocket;
    while (!leaving) {
      const reserved = await send(n, 'reserve', '');
      answers.set(reserved.commandId, reserved);
      if (reserved.status === 'accepted') {
        const released = await send(n, 'release', reserved.commandId);
        answers.set(released.commandId, released);
      }
      await sleep(THINK_MS);
    }
  };
  const shopping = Promise.all(crowd.map((_, n) => shop(n)));
  shopping.catch(() => undefined);

  return {
    answers,
    resent: () => resent,
    sockets,
    async leave() {
      leaving = true;
      await shopping;
    },
    pagesAt: async (seq) => {
      await until(`every page at ${seq}`, () => seqs.every((seen) => seen === seq));
    },
    [Symbol.dispose]() {
      leaving = true;
      for (const page of pages) page.unsubscribe();
      for (const socket of sockets) socket[Symbol.dispose]();
    },
  };
}
