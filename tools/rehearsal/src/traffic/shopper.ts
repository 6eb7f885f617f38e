import { setTimeout as sleep } from 'node:timers/promises';
import type { Outcome } from '@lastpair/contracts';
import { createRandom, pick } from '@lastpair/stampede';
import { v7 as uuidv7 } from 'uuid';
import { askUntilAnswered } from './ask.ts';
import type { Sender } from './ask.ts';
import { checkOut, planOrder } from './check-out.ts';
import { openLine } from './line.ts';
import type { Line } from './line.ts';
import { restUntilDone } from './rest.ts';
import type { Ask, Scene } from './scene.ts';

const SIGN_IN_WITHIN_MS = 30_000;
/** Between two visits. */
const THINK_MS = { min: 100, spread: 700 };
/** How many of all shoppers hold a WebSocket; the others use REST alone. */
const ON_SOCKETS = 0.7;

/** What becomes of a pair that somebody got. */
const AFTERWARDS = {
  buy: 40,
  'buy twice': 8,
  release: 15,
  'walk away': 15,
  'buy around the deadline': 12,
  'buy and release at once': 10,
  'check out': 10,
} as const;

/** Someone who shops until the rehearsal closes. */
export type Shopper = {
  id: string;
  /** Whether they hear all their outcomes as they are decided. */
  listens: boolean;
  run(): Promise<void>;
  leave(): void;
};

/** Signs a shopper in. All they will choose is in the seed and their number. */
export async function bringShopper(scene: Scene, index: number): Promise<Shopper> {
  const random = createRandom(scene.seed, 1, index);
  const { token, shopper } = (await restUntilDone(scene.urls, 'POST', '/guests', {
    body: { name: `Shopper ${index}` },
    withinMs: SIGN_IN_WITHIN_MS,
  })) as { token: string; shopper: { id: string } };

  const waiting = new Map<string, (outcome: Outcome) => void>();
  let line: Line | undefined;
  if (random() < ON_SOCKETS) {
    line = openLine(scene.urls, index, token);
    listen(scene, line, shopper.id, (outcome) => {
      waiting.get(outcome.commandId)?.(outcome);
      waiting.delete(outcome.commandId);
    });
  }
  const sender: Sender = {
    id: shopper.id,
    token,
    client: line?.client,
    told: line && ((commandId) => new Promise((resolve) => void waiting.set(commandId, resolve))),
  };
  return {
    id: shopper.id,
    listens: line !== undefined,
    async run() {
      while (!scene.closing) {
        await visit(scene, sender, random);
        await sleep(THINK_MS.min + random() * THINK_MS.spread);
      }
    },
    leave: () => line?.close(),
  };
}

/** All outcomes of a shopper from the very first, through every loss of the line. */
function listen(
  scene: Scene,
  line: Line,
  who: string,
  hear: (outcome: Outcome) => void,
  lastEventId = 'start',
): void {
  let last = lastEventId;
  line.client.me.outcomes.subscribe(
    { lastEventId },
    {
      onData: ({ id, data }) => {
        last = id;
        scene.history.record({ what: 'heard', who, outcome: data });
        hear(data);
      },
      // The store ends a stream that it can't go on with; a client comes back and goes on where it was.
      onError: () => setTimeout(() => listen(scene, line, who, hear, last), 200),
    },
  );
}

/** Wants a pair and does something with it. */
async function visit(scene: Scene, sender: Sender, random: () => number): Promise<void> {
  const drop = scene.onSale[Math.floor(scene.onSale.length * Math.sqrt(random()))];
  if (!drop) return;
  const size = drop.sizes[Math.floor(drop.sizes.length * random())]!;
  const { choice, first, again, rival, pauseMs, order, second } = choose(random);
  const ask = (kind: Ask['kind'], payload: string, id = uuidv7()): Ask => ({
    id,
    who: sender.id,
    kind,
    dropId: drop.id,
    payload,
  });
  const send = (asked: Ask, way = first) => askUntilAnswered(scene, sender, asked, way);

  const wanted = { ...ask('reserve', size), rival };
  const [answer] = await Promise.all([
    send(wanted),
    ...(again ? [send(wanted, first + 1)] : []),
    ...(rival ? [send({ ...wanted, payload: other(drop.sizes, size) }, first + 1)] : []),
  ]);
  if (!answer || answer === 'conflict' || answer.status !== 'accepted') return;
  const reservationId = wanted.id;
  switch (choice) {
    case 'buy':
      await sleep(pauseMs);
      await send(ask('purchase', reservationId));
      return;
    case 'buy twice':
      await Promise.all([
        send(ask('purchase', reservationId)),
        send(ask('purchase', reservationId), first + 1),
      ]);
      return;
    case 'release':
      await send(ask('release', reservationId));
      return;
    case 'buy around the deadline':
      await sleep(Math.max(0, drop.holdMs - 150 + pauseMs));
      await send(ask('purchase', reservationId));
      return;
    case 'buy and release at once':
      await Promise.all([
        send(ask('purchase', reservationId)),
        send(ask('release', reservationId), first + 1),
      ]);
      return;
    case 'check out': {
      const bag = [reservationId];
      const more = second && scene.onSale[Math.floor(scene.onSale.length * second.drop)];
      if (more) {
        const wish = {
          ...ask('reserve', more.sizes[Math.floor(more.sizes.length * second.size)]!),
          dropId: more.id,
        };
        const got = await send(wish);
        if (got && got !== 'conflict' && got.status === 'accepted') bag.push(wish.id);
      }
      await checkOut(scene, sender, bag, order);
      return;
    }
    case 'walk away':
  }
}

/** Draws everything a visit may need, needed or not, so that what the store answers never shifts later choices. */
function choose(random: () => number) {
  return {
    choice: pick(random, AFTERWARDS),
    first: random() < 0.5 ? 0 : 1,
    again: random() < 0.15,
    rival: random() < 0.03,
    pauseMs: random() * 300,
    order: planOrder(random),
    /** Whether a pair of another drop goes into the bag, and which. */
    second: random() < 0.6 ? { drop: random(), size: random() } : undefined,
  };
}

const other = (sizes: readonly string[], size: string): string =>
  sizes[(sizes.indexOf(size) + 1) % sizes.length]!;
