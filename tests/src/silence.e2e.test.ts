import { TRPCClientError } from '@trpc/client';
import { v7 as uuidv7 } from 'uuid';
import { describe, expect, inject, test } from 'vitest';
import type { Outcome } from '@lastpair/contracts';
import type { TestClient } from './kit/client.ts';
import { until } from './kit/until.ts';
import { useStore } from './kit/use-store.ts';

/** It should be two seconds; the rest is for a slow machine. */
const TOLD_WITHIN_MS = 5_000;
/** Ten seconds, and a little for a slow machine. */
const STOPPED_WITHIN_MS = 12_000;
const LONG_MS = 4_500;
const BEFORE = 20;

const cases = [
  { lanes: 'redis', silent: 'redis' },
  { lanes: 'redis', silent: 'postgres' },
  { lanes: 'postgres', silent: 'postgres' },
] as const;

for (const { lanes, silent } of cases) {
  describe.skipIf(lanes === 'redis' && inject('redisServer') === null)(
    `when ${silent} hangs (lanes on ${lanes})`,
    () => {
      const store = useStore({ backend: lanes, apis: 1, workers: 1, wired: true });

      test('commands are told so within two seconds, and all is well by itself when it is back', async () => {
        const drop = await store().drop({
          sizes: [{ size: '42', total: 100 }],
          limitPerShopper: 100,
        });
        const shopper = await store().guest();
        expect(await shopper.reserve(drop.id, '42')).toMatchObject({ status: 'accepted' });
        const wire = store().wires![silent]!;

        // Let in, and perhaps not decided, when the silence falls.
        const before = await Promise.all(
          Array.from({ length: BEFORE }, () => {
            const commandId = uuidv7();
            const ask = { dropId: drop.id, size: '42', commandId, waitMs: 0 };
            return shopper.ws.reservations.reserve.mutate(ask);
          }),
        );
        using undo = new DisposableStack();
        undo.defer(() => wire.stall(false));
        wire.stall(true);
        const silentAt = performance.now();
        const [overRest, overSocket, later] = [uuidv7(), uuidv7(), uuidv7()];
        const [rest, socket] = await Promise.all([
          refusedOverRest(shopper, drop.id, overRest),
          refusedOverSocket(shopper, drop.id, overSocket),
        ]);
        const toldMs = performance.now() - silentAt;
        expect(rest).toEqual({ status: 503, code: 'overloaded', retryAfter: 1 });
        expect(socket).toEqual({ code: 'overloaded', retryAfter: 1 });
        expect(toldMs).toBeLessThan(TOLD_WITHIN_MS);
        // Whoever comes later is told at once.
        const laterAt = performance.now();
        expect(await refusedOverRest(shopper, drop.id, later)).toEqual(rest);
        expect(performance.now() - laterAt).toBeLessThan(1_000);
        if (silent === 'redis') {
          expect((await shopper.rest('GET', `/api/drops/${drop.id}`)).status).toBe(200);
          expect((await shopper.rest('GET', '/api/me')).status).toBe(200);
          expect(await shopper.ws.drops.byId.query({ dropId: drop.id })).toMatchObject({
            id: drop.id,
          });
          // Longer than any connection to Redis waits, so that all have been given up.
          await until('a long silence', () => performance.now() - silentAt > LONG_MS);
        }

        wire.stall(false);
        const backAt = performance.now();
        await until(
          'a command to be decided',
          async () => (await shopper.reserve(drop.id, '42')).status === 'accepted',
        );
        const wellMs = performance.now() - backAt;

        for (const commandId of [overRest, overSocket, later]) {
          const outcome = await shopper.reserve(drop.id, '42', commandId);
          expect(outcome.status).toBe('accepted');
          expect(await shopper.reserve(drop.id, '42', commandId)).toEqual(outcome);
        }
        for (const { commandId } of before) {
          const outcome = await until(`the outcome of ${commandId}`, async () => {
            const said: Outcome = await shopper.ws.commands.byId.query({ commandId });
            return said.status !== 'queued' && said;
          });
          expect(outcome.status).toBe('accepted');
        }
        const ids = [...before.map(({ commandId }) => commandId), overRest, overSocket, later];
        const [rows] = await store().database.query<{ count: number }>(
          'select count(*)::int from outcome where command_id = any($1)',
          [ids],
        );
        expect(rows!.count).toBe(ids.length);
        console.info(
          `${silent} hangs, lanes on ${lanes}: told after ${toldMs.toFixed(0)} ms, well again after ${wellMs.toFixed(0)} ms`,
        );
      });

      test('a worker that is asked to stop meanwhile ends within its ten seconds', async () => {
        const [worker] = store().processes.workers;
        const wire = store().wires![silent]!;
        using undo = new DisposableStack();
        undo.defer(() => wire.stall(false));
        wire.stall(true);
        const said = store().lines.length;
        const askedAt = performance.now();
        worker!.kill('SIGTERM');
        const ended = await until(
          'its end',
          () =>
            store()
              .lines.slice(said)
              .find((line) => /^worker: .*ended with/.test(line)),
          STOPPED_WITHIN_MS,
        );
        console.info(
          `${silent} hangs, lanes on ${lanes}: a worker ends ${(performance.now() - askedAt).toFixed(0)} ms after it was asked to`,
        );
        // What it has in hand in a database that does not answer cannot be finished: it is cut off, and done again.
        if (silent === 'redis') expect(ended).toContain('ended with 0;');
        wire.stall(false);
        await worker!.ready();
        const drop = await store().drop({ sizes: [{ size: '42', total: 1 }] });
        const shopper = await store().guest();
        expect(await shopper.reserve(drop.id, '42')).toMatchObject({ status: 'accepted' });
      });
    },
  );
}

async function refusedOverRest(shopper: TestClient, dropId: string, commandId: string) {
  const body = { size: '42', commandId };
  const answer = await shopper.rest('POST', `/api/drops/${dropId}/reservations`, body);
  const retryAfter = Number(answer.headers.get('retry-after'));
  return { status: answer.status, code: answer.body['code'], retryAfter };
}

async function refusedOverSocket(shopper: TestClient, dropId: string, commandId: string) {
  try {
    return await shopper.ws.reservations.reserve.mutate({ dropId, size: '42', commandId });
  } catch (error) {
    if (!(error instanceof TRPCClientError)) throw error;
    const { problem, retryAfterSeconds } = error.data as Record<string, unknown>;
    return { code: problem, retryAfter: retryAfterSeconds };
  }
}
