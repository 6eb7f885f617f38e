import { v7 as uuidv7 } from 'uuid';
import { expect, test } from 'vitest';
import { useStore } from './kit/use-store.ts';

const store = useStore({ backend: 'postgres', apis: 1, workers: 1 });

type Asked = {
  token?: string | undefined;
  path: string;
  body?: string;
  headers?: Record<string, string>;
};

/** Asks the same in both ways: directly, and, with an empty query, through the app and tRPC. */
async function askBoth({ token, path, body, headers }: Asked) {
  const ask = async (end: string) => {
    const response = await fetch(`${store().url}/api${path}${end}`, {
      method: 'POST',
      headers: {
        ...(token && { authorization: `Bearer ${token}` }),
        'content-type': 'application/json',
        ...headers,
      },
      ...(body === undefined ? {} : { body }),
    });
    const head = Object.fromEntries(response.headers);
    for (const name of ['date', 'content-length', 'transfer-encoding']) delete head[name];
    return { status: response.status, head, body: (await response.json()) as object };
  };
  // Not at once, so that the second finds what the first has left.
  const direct = await ask('');
  return { direct, throughApp: await ask('?') };
}

test('a command over REST is answered alike by both ways, to the last header', async () => {
  const [one, other] = await Promise.all([store().guest(), store().guest()]);
  const drop = await store().drop({ limitPerShopper: 2 });
  const path = `/drops/${drop.id}/reservations`;
  const { token } = one;
  const again = { commandId: uuidv7(), size: '42' };
  const asked: [status: number, what: string, Asked][] = [
    [201, 'the same id twice', { token, path, body: JSON.stringify(again) }],
    [409, 'another payload', { token, path, body: JSON.stringify({ ...again, size: '43' }) }],
    [
      404,
      'no such drop',
      { token, path: `/drops/${uuidv7()}/reservations`, body: '{"size":"42"}' },
    ],
    [404, 'no such pair', { token, path: `/reservations/${uuidv7()}/purchase`, body: '{}' }],
    [
      404,
      "somebody else's pair",
      { token: other.token, path: `/reservations/${again.commandId}/release` },
    ],
    [
      201,
      'a purchase',
      {
        token,
        path: `/reservations/${again.commandId}/purchase`,
        body: `{"commandId":"${uuidv7()}"}`,
      },
    ],
    [
      409,
      'a release that comes too late',
      {
        token,
        path: `/reservations/${again.commandId}/release`,
        body: `{"commandId":"${uuidv7()}"}`,
      },
    ],
    [400, 'neither size nor lines', { token, path, body: '{}' }],
    [400, 'an unknown field', { token, path, body: '{"size":"42","shopperId":"me"}' }],
    [400, 'no JSON', { token, path, body: '{"size":' }],
    [400, 'a list', { token, path, body: '[]' }],
    [
      400,
      'an id that is none',
      { token, path: `/drops/${'a'.repeat(36)}/reservations`, body: '{"size":"42"}' },
    ],
    [415, 'a form', { token, path, body: 'size=42', headers: { 'content-type': 'text/plain' } }],
    [401, 'no session', { path, body: '{"size":"42"}' }],
    [401, 'a session that is none', { token: 'nobody', path, body: '{"size":"42"}' }],
    [
      403,
      'another site',
      { token, path, body: '{"size":"42"}', headers: { origin: 'https://evil.example' } },
    ],
    [413, 'too much', { token, path, body: JSON.stringify({ size: 'x'.repeat(70_000) }) }],
  ];
  for (const [status, what, each] of asked) {
    const { direct, throughApp } = await askBoth(each);
    expect([what, direct.status]).toEqual([what, status]);
    // An answer without an id of the caller's has one of its own.
    const plain = (answer: typeof direct) => ({
      ...answer,
      body: {
        ...answer.body,
        ...(each.body?.includes('commandId') ? {} : { commandId: undefined }),
      },
    });
    expect([what, plain(direct)]).toEqual([what, plain(throughApp)]);
  }
});
