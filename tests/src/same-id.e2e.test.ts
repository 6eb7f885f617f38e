import { expect, test } from 'vitest';
import { describeOnBothBackends } from './kit/backends.ts';
import { connectClient } from './kit/client.ts';
import { until } from './kit/until.ts';
import { useStore } from './kit/use-store.ts';

describeOnBothBackends('one command id', (backend) => {
  const store = useStore({ backend });

  test('sent 50 times over HTTP, batched and WebSocket, through two apis, now and later: one effect, one answer', async () => {
    const drop = await store().drop({ limitPerShopper: 100, sizes: [{ size: '42', total: 100 }] });
    const shopper = await store().guest();
    using elsewhere = connectClient(store().urls[1]!, shopper.token, shopper.shopper);
    const asked = { dropId: drop.id, size: '42', commandId: crypto.randomUUID() };
    const ways = [shopper.http, shopper.batched, shopper.ws, elsewhere.batched, elsewhere.ws];
    const sendAll = () =>
      Promise.all(
        Array.from({ length: 50 }, (_, n) =>
          ways[n % ways.length]!.reservations.reserve.mutate(asked),
        ),
      );

    const now = await sendAll();
    expect(now[0]).toMatchObject({ status: 'accepted', reservation: { id: asked.commandId } });
    for (const outcome of now) expect(outcome).toEqual(now[0]);
    await shopper.http.reservations.release.mutate({ reservationId: asked.commandId });
    const later = await sendAll();
    for (const outcome of later) expect(outcome).toEqual(now[0]);

    const { sizes } = await store().view(drop.id);
    expect(sizes[0]).toMatchObject({ available: 100, reserved: 0 });
    const rows = await store().database.query('select 1 from outcome where command_id = $1', [
      asked.commandId,
    ]);
    expect(rows).toHaveLength(1);
    expect(await shopper.http.commands.byId.query({ commandId: asked.commandId })).toEqual(now[0]);
  });

  test('sent again through another api is answered at once, not only when that api looks after it', async () => {
    const drop = await store().drop({ limitPerShopper: 100 });
    const shopper = await store().guest();
    using elsewhere = connectClient(store().urls[1]!, shopper.token, shopper.shopper);
    const tookMs: number[] = [];
    for (let n = 0; n < 5; n += 1) {
      const asked = { dropId: drop.id, size: '42', commandId: crypto.randomUUID() };
      const first = await shopper.ws.reservations.reserve.mutate(asked);
      const startedAt = performance.now();
      expect(await elsewhere.ws.reservations.reserve.mutate(asked)).toEqual(first);
      tookMs.push(performance.now() - startedAt);
    }
    // An api looks after what is unanswered after two seconds.
    expect(Math.min(...tookMs)).toBeLessThan(1_500);
  });

  test('with another payload it is an id conflict, while in line and for ever after', async () => {
    const drop = await store().drop({
      sizes: [
        { size: '42', total: 5 },
        { size: '43', total: 5 },
      ],
    });
    const other = await store().drop();
    const shopper = await store().guest();
    const commandId = crypto.randomUUID();
    const path = `/api/drops/${drop.id}/reservations`;
    const [first, second] = await Promise.all([
      shopper.rest('POST', path, { size: '42', commandId }),
      shopper.rest('POST', path, { size: '43', commandId }),
    ]);
    const conflicts = [first, second].filter(({ body }) => body['code'] === 'id_conflict');
    expect([first.status, second.status].toSorted((a, b) => a - b)).toEqual([201, 409]);
    expect(conflicts).toHaveLength(1);
    const { body } = [first, second].find(({ status }) => status === 201)!;
    const { size } = body['reservation'] as { size: string };

    for (const [where, wanted] of [
      [path, size === '42' ? '43' : '42'],
      [`/api/drops/${other.id}/reservations`, size],
    ]) {
      const answer = await shopper.rest('POST', where!, { size: wanted, commandId });
      expect(answer.status).toBe(409);
      expect(answer.headers.get('content-type')).toBe('application/problem+json');
      expect(answer.body).toMatchObject({ code: 'id_conflict', status: 409 });
    }
    const release = await shopper.rest('POST', `/api/reservations/${commandId}/release`, {
      commandId,
    });
    expect(release.body).toMatchObject({ code: 'id_conflict' });
    expect(
      (await store().view(drop.id)).sizes.reduce((sum, { reserved }) => sum + reserved!, 0),
    ).toBe(1);
  });

  test('used for two things at once through two apis: whoever has it in the log was never told of a conflict', async () => {
    const drop = await store().drop({
      limitPerShopper: 100,
      sizes: [
        { size: '42', total: 100 },
        { size: '43', total: 100 },
      ],
    });
    const shopper = await store().guest();
    using elsewhere = connectClient(store().urls[1]!, shopper.token, shopper.shopper);
    for (let round = 0; round < 20; round += 1) {
      const commandId = crypto.randomUUID();
      const asks = [shopper, elsewhere].flatMap((client) => [
        { client, size: '42' },
        { client, size: '43' },
      ]);
      // The two apis hear of the two in opposite order.
      const inOrder = [asks[0]!, asks[3]!, asks[1]!, asks[2]!];
      const answers = await Promise.all(
        inOrder.map(async ({ client, size }) => {
          const asked = { dropId: drop.id, size, commandId, waitMs: round % 2 === 0 ? 5_000 : 0 };
          const { body } = await client.rest('POST', `/api/drops/${drop.id}/reservations`, asked);
          return { size, told: body['code'] ?? body['status'] };
        }),
      );
      const { reservation } = await until('the outcome', async () => {
        const outcome = await shopper.http.commands.byId.query({ commandId });
        return outcome.status === 'accepted' && outcome;
      });
      for (const { size, told } of answers) {
        const right =
          size === reservation!.size ? ['accepted', 'queued'] : ['id_conflict', 'queued'];
        expect(right).toContain(told);
      }
    }
  });

  test('of another shopper it is an id conflict to send and unknown to ask for, and nothing leaks', async () => {
    const drop = await store().drop();
    const [owner, stranger] = await Promise.all([store().guest(), store().guest({ api: 1 })]);
    const commandId = crypto.randomUUID();
    await owner.reserve(drop.id, '42', commandId);

    const answer = await stranger.rest('POST', `/api/drops/${drop.id}/reservations`, {
      size: '42',
      commandId,
    });
    expect(answer.status).toBe(409);
    expect(answer.body).toMatchObject({ code: 'id_conflict' });
    expect(JSON.stringify(answer.body)).not.toContain(owner.shopper.id);
    const asked = await stranger.rest('GET', `/api/commands/${commandId}`);
    const unknown = await stranger.rest('GET', `/api/commands/${crypto.randomUUID()}`);
    expect(asked.status).toBe(404);
    expect(asked.body).toEqual(unknown.body);
    expect((await stranger.http.me.get.query()).reservations).toEqual([]);
  });

  test('a client that would not wait finds its answer by the id', async () => {
    const drop = await store().drop();
    const shopper = await store().guest();
    const commandId = crypto.randomUUID();
    const queued = await shopper.rest('POST', `/api/drops/${drop.id}/reservations`, {
      size: '42',
      commandId,
      waitMs: 0,
    });
    expect(queued.status).toBe(202);
    expect(queued.body).toEqual({ commandId, status: 'queued', ahead: 0 });
    expect(queued.headers.get('location')).toBe(`/api/commands/${commandId}`);
    const outcome = await until('the outcome', async () => {
      const { body } = await shopper.rest('GET', `/api/commands/${commandId}`);
      return body['status'] === 'accepted' && body;
    });
    expect(outcome).toMatchObject({ commandId, reservation: { status: 'active' } });
  });
});
