import type { AppRouter } from '@lastpair/api';
import type { Outcome, Shopper } from '@lastpair/contracts';
import {
  createTRPCClient,
  createWSClient,
  httpBatchLink,
  httpLink,
  TRPCClientError,
  wsLink,
} from '@trpc/client';
import { v7 as uuidv7 } from 'uuid';
import { until } from './until.ts';

/** What REST said: the status, the headers and the body as JSON. */
export type Answer = { status: number; headers: Headers; body: Record<string, unknown> };

/** One visitor of the store, over every way there is. */
export type TestClient = Disposable & {
  shopper: Shopper;
  token: string;
  rest: (method: string, path: string, body?: unknown) => Promise<Answer>;
  http: ReturnType<typeof createTRPCClient<AppRouter>>;
  batched: ReturnType<typeof createTRPCClient<AppRouter>>;
  ws: ReturnType<typeof createTRPCClient<AppRouter>>;
  /** Over the socket; asks again, under the same command id, when the store can't decide right now. */
  reserve: (dropId: string, size: string, commandId?: string) => Promise<Outcome>;
};

/** One request over REST. A string is sent as it is. */
export async function rest(
  url: string,
  method: string,
  path: string,
  options: { token?: string | undefined; body?: unknown; headers?: Record<string, string> } = {},
): Promise<Answer> {
  const { token, body, headers } = options;
  const response = await fetch(`${url}${path}`, {
    method,
    headers: {
      ...(token && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  const json = /\bjson\b/.test(response.headers.get('content-type') ?? '');
  return {
    status: response.status,
    headers: response.headers,
    body: json ? (JSON.parse(text) as Record<string, unknown>) : { text },
  };
}

/** A client of the api at `url` with the session that the token stands for. */
export function connectClient(url: string, token: string, shopper: Shopper): TestClient {
  const headers = { authorization: `Bearer ${token}` };
  const socket = createWSClient({
    url: `${url.replace('http', 'ws')}/trpc`,
    connectionParams: () => ({ token }),
    lazy: { enabled: true, closeMs: 60_000 },
    retryDelayMs: () => 100,
  });
  const ws = createTRPCClient<AppRouter>({ links: [wsLink({ client: socket })] });
  return {
    shopper,
    token,
    rest: (method, path, body) => rest(url, method, path, { token, body }),
    http: createTRPCClient<AppRouter>({ links: [httpLink({ url: `${url}/trpc`, headers })] }),
    batched: createTRPCClient<AppRouter>({
      links: [httpBatchLink({ url: `${url}/trpc`, headers })],
    }),
    ws,
    reserve: (dropId, size, commandId = uuidv7()) =>
      whenNotBusy(() => ws.reservations.reserve.mutate({ dropId, size, commandId })),
    [Symbol.dispose]: () => void socket.close(),
  };
}

/** Signs in as a guest of the api at `url`. */
export async function signIn(url: string, name = 'Guest'): Promise<TestClient> {
  const { status, body } = await until('a store that is not busy', async () => {
    const answer = await rest(url, 'POST', '/api/guests', { body: { name } });
    return answer.status !== 503 && answer;
  });
  if (status !== 200) throw new Error(`could not sign in: ${status} ${JSON.stringify(body)}`);
  return connectClient(url, body['token'] as string, body['shopper'] as Shopper);
}

/** Asks again as long as the store says that it is busy; any other error is the caller's. */
export const whenNotBusy = <T>(ask: () => Promise<T>): Promise<T> =>
  until('a store that is not busy', async () => {
    try {
      return { answer: await ask() };
    } catch (error) {
      const isBusy = error instanceof TRPCClientError && error.data?.problem === 'overloaded';
      return !isBusy && { error };
    }
  }).then((told) => {
    if ('error' in told) throw told.error;
    return told.answer;
  });
