import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { View } from '@lastpair/contracts';
import { auditDrops, connect } from '@lastpair/db';
import type { Database } from '@lastpair/db';
import { failpoints, failures } from '@lastpair/runtime';
import type { Failure } from '@lastpair/runtime';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { choke } from './kit/choke.ts';
import { askPatiently } from './kit/patient.ts';
import type { TestClient } from './kit/client.ts';
import type { PatientAsk } from './kit/patient.ts';
import { openStore } from './kit/store.ts';
import type { TestStore } from './kit/store.ts';
import { until } from './kit/until.ts';

const ANSWERED_WITHIN_MS = 10_000;
/** Long enough for the server to give up on whoever is frozen, and for the others to go on without. */
const FROZEN_MS = 2_500;
const SHOPPERS = 12;
/** A size on which the database chokes, so that a batch with it is applied one by one. */
const POISON = 'poison';

const cells = failpoints.flatMap((place) =>
  failures.map((failure): [place: string, failure: Failure] => [place, failure]),
);

describe('wherever a process fails, all is well within ten seconds', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lastpair-failpoints-'));
  /** By cell: one that is tried again has a new drop. */
  const drops = new Map<string, string>();
  let longestMs = 0;
  let store: TestStore;
  let books: Database;
  let shoppers: TestClient[];
  beforeAll(async () => {
    store = await openStore({
      backend: inject('redisServer') === null ? 'postgres' : 'redis',
      env: { FAILPOINTS: `folder:${folder}`, LOG_LEVEL: 'silent' },
    });
    books = connect(store.database.url, { poolSize: 2, name: 'books', onError: () => {} });
    shoppers = await Promise.all(
      Array.from({ length: SHOPPERS }, (_, n) => store.guest({ api: n % 2 })),
    );
    await choke(store.database, 'insert on reservation', `new.size = '${POISON}'`);
  });
  afterAll(async () => {
    await books.destroy();
    await store[Symbol.asyncDispose]();
    rmSync(folder, { recursive: true, force: true });
  });

  test.each(cells)('%s: %s', async (place, failure) => {
    const drop = await store.drop({
      holdSeconds: 1,
      sizes: [
        { size: '42', total: SHOPPERS },
        { size: POISON, total: 1 },
      ],
    });
    drops.set(`${place}: ${failure}`, drop.id);
    using pages = watch(shoppers.slice(0, 2), drop.id);
    await until('both pages', () => pages.all((view) => view !== undefined));

    const armed = join(folder, place);
    using undo = new DisposableStack();
    undo.defer(() => rmSync(armed, { force: true }));
    undo.defer(thaw);
    writeFileSync(armed, failure);
    const sentAt = Date.now();
    const answers = Promise.all(
      shoppers.map(async (shopper, n) => {
        const commandId = crypto.randomUUID();
        const size = place === 'worker.one-by-one' && n === 5 ? POISON : '42';
        const path = `/drops/${drop.id}/reservations`;
        const reserved = await ask(shopper, { path, commandId, size }, n % 2);
        if (n % 2 === 0 || reserved.status === 'refused') return [reserved];
        const purchase = {
          path: `/reservations/${commandId}/purchase`,
          commandId: crypto.randomUUID(),
        };
        return [reserved, await ask(shopper, purchase, n % 2)];
      }),
    );
    answers.catch(() => undefined);
    await until(`somebody at ${place}`, () => !existsSync(armed));
    if (failure === 'freeze') {
      await until('the freeze to be over', () => Date.now() > sentAt + FROZEN_MS);
      thaw();
    }

    const outcomes = (await answers).flat();
    const answeredMs = Date.now() - sentAt;
    longestMs = Math.max(longestMs, answeredMs);
    expect(answeredMs).toBeLessThan(ANSWERED_WITHIN_MS);
    const log = await readLog(drop.id);
    expect(log.map(({ seq }) => seq)).toEqual(log.map((_, index) => index + 1));
    for (const { commandId, status, seq } of outcomes) {
      expect(log.find((row) => row.id === commandId)).toMatchObject({ seq, status });
    }
    expect((await auditDrops(books, new Map())).findings).toEqual([]);
    await until('both pages to show it', async () => {
      const last = Math.max(...outcomes.map(({ seq = 0 }) => seq));
      return pages.all((view) => view !== undefined && view.seq >= last);
    });
    await Promise.all([...store.processes.apis, ...store.processes.workers].map((p) => p.ready()));
  });

  test('and in the end every hold is over, every log complete, and nothing left in any process', async () => {
    expect(drops.size).toBe(cells.length);
    for (const dropId of drops.values()) {
      const view = await until('every hold to end', async () => {
        const seen = await store.view(dropId);
        return seen.sizes.every(({ reserved }) => reserved === 0) && seen;
      });
      const log = await readLog(dropId);
      expect(log.map(({ seq }) => seq)).toEqual(log.map((_, index) => index + 1));
      expect(log).toHaveLength(view.seq);
    }
    expect(await store.drift()).toBe(0);
    console.info(`all answered ${longestMs} ms after the failure at most`);
  });

  const ask = (shopper: TestClient, what: PatientAsk, first: number) =>
    askPatiently(store.urls, shopper, what, first);
  const thaw = (): void => {
    const { apis, workers } = store.processes;
    for (const each of [...apis, ...workers]) each.kill('SIGCONT');
  };
  const readLog = (dropId: string) =>
    store.database.query<{ seq: number; id: string; status: string }>(
      `select seq::int, command_id as id, result->>'status' as status
       from outcome where drop_id = $1 order by outcome.seq`,
      [dropId],
    );
});

/** A page of each of these on a drop, which is loaded again when its stream breaks. */
function watch(clients: TestClient[], dropId: string) {
  const latest = new Map<TestClient, View>();
  const stops = new Map<TestClient, () => void>();
  let over = false;
  const look = (client: TestClient): void => {
    const subscription = client.ws.drops.watch.subscribe(
      { dropId },
      {
        onData: ({ data }) => void latest.set(client, data),
        onError: () => setTimeout(() => over || look(client), 100),
      },
    );
    stops.set(client, () => subscription.unsubscribe());
  };
  for (const client of clients) look(client);
  return {
    all: (holds: (view: View | undefined) => boolean) =>
      clients.every((client) => holds(latest.get(client))),
    [Symbol.dispose]() {
      over = true;
      for (const stop of stops.values()) stop();
    },
  };
}
