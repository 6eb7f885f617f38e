import { getConnInfo } from '@hono/node-server/conninfo';
import { fetchRequestHandler } from '@trpc/server/adapters/fetch';
import { Hono } from 'hono';
import type { Context as HonoContext } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { secureHeaders } from 'hono/secure-headers';
import { ApiError, forCaller } from '../api-error.ts';
import type { Context, Services } from '../context.ts';
import { csvFiles, serveCsv } from '../desk/serve-csv.ts';
import type { Metrics } from '../metrics.ts';
import { appRouter } from '../router.ts';
import { logUnexpected } from '../log-unexpected.ts';
import { createDocs } from './docs.ts';
import { identify, isSecure } from './identify.ts';
import type { RequestFacts } from './identify.ts';
import { isJson } from './json-type.ts';
import { isAllowedOrigin } from './origin.ts';
import { createProbes } from './probes.ts';
import { problemReply } from './problem-reply.ts';
import { toResponse } from './reply.ts';
import { createRest } from './rest.ts';
import { createWeb } from './web.ts';
import { createWebhooks } from './webhooks.ts';
import { serveOrdersCsv } from './serve-orders-csv.ts';

export const BOARD_PATH = '/ops/queues';

/** Far more than any command or a batch of them needs. */
export const BODY_LIMIT_BYTES = 64 * 1024;
export const BATCH_LIMIT = 100;

/** Everything the api serves over HTTP. */
export function createApp(services: Services, metrics: Metrics, isStopping: () => boolean): Hono {
  const { env, logger } = services;
  const app = new Hono();

  const factsOf = (c: HonoContext): RequestFacts => ({
    header: (name) => c.req.header(name),
    remoteAddress: getConnInfo(c).remote.address,
  });
  const createContext = async (
    c: HonoContext,
    setCookie: (cookie: string) => void,
  ): Promise<Context> => ({
    services,
    ...(await identify(services.sessions, factsOf(c), env.TRUST_PROXY).catch(tell)),
    secure: isSecure(c.req.url, factsOf(c), env.TRUST_PROXY),
    setCookie,
    streams: { open: 0 },
  });

  /** Much to load for an api whose board nobody looks at. */
  const openBoard = async (): Promise<Hono> => {
    const { createBoard } = await import('./board.ts');
    const { queues } = services.road;
    const options = { path: BOARD_PATH, unlocked: env.BOARD_UNLOCKED };
    const whole = new Hono().route(BOARD_PATH, createBoard(queues, options)).notFound(nothingHere);
    return whole.onError((error) => {
      throw error;
    });
  };

  app.onError((error) => {
    logUnexpected(logger, error);
    return toResponse(problemReply(forCaller(error)));
  });
  const styled = secured(["'self'", "'unsafe-inline'"]);
  app.use((c, next) => (isOfBoard(c.req.path) ? styled : strict)(c, next));
  app.use(async (c, next) => {
    await next();
    // A client that keeps its connection would be the last to notice.
    if (isStopping()) c.res.headers.set('connection', 'close');
  });
  app.use(async (c, next) => {
    const reads = c.req.method === 'GET' || c.req.method === 'HEAD';
    if (!reads && !isAllowedOrigin(factsOf(c), env.PUBLIC_ORIGINS)) {
      throw new ApiError('wrong_origin', 'Another site may not do this in your name.');
    }
    await next();
  });
  app.use(
    bodyLimit({
      maxSize: BODY_LIMIT_BYTES,
      onError: () => {
        throw new ApiError('too_large', `A body may have at most ${BODY_LIMIT_BYTES} bytes.`);
      },
    }),
  );

  app.route('/api', createProbes(isStopping));
  app.route('/api', createDocs());
  for (const name of Object.keys(csvFiles) as (keyof typeof csvFiles)[]) {
    app.get(`/api/${name}`, async (c) => {
      const { shopper } = await identify(services.sessions, factsOf(c), env.TRUST_PROXY).catch(
        tell,
      );
      return serveCsv(services.db, name, shopper);
    });
  }
  app.route('/api/webhooks', createWebhooks(services));
  app.get('/api/orders.csv', async (c) => {
    const { shopper } = await createContext(c, () => {});
    return serveOrdersCsv(services.db, shopper, (name) => c.req.query(name));
  });
  app.route('/api', createRest(createContext));
  app.all('/trpc/*', async (c) => {
    const { method } = c.req;
    if (!['GET', 'HEAD', 'POST'].includes(method)) {
      throw new ApiError('wrong_method', `This path does not take ${method}.`);
    }
    if (method === 'POST' && !isJson(c.req.header('content-type'))) {
      throw new ApiError('not_json', 'Send JSON with content-type: application/json.');
    }
    const response = await fetchRequestHandler({
      endpoint: '/trpc',
      req: c.req.raw,
      router: appRouter,
      maxBatchSize: BATCH_LIMIT,
      createContext: async ({ resHeaders, info }) => {
        if (info.type === 'subscription') throw noStreams();
        return createContext(c, (cookie) => resHeaders.append('set-cookie', cookie));
      },
      onError: ({ error }) => logUnexpected(logger, error),
      responseMeta: ({ errors }) => {
        const retry = errors.find((error) => error instanceof ApiError && error.retryAfterSeconds);
        return retry instanceof ApiError
          ? { headers: { 'retry-after': String(retry.retryAfterSeconds) } }
          : {};
      },
    });
    if (response.headers.get('content-type')?.startsWith('text/event-stream')) {
      await response.body?.cancel();
      throw noStreams();
    }
    // tRPC does not say so of requests that it could not make out.
    if (response.body) response.headers.set('content-type', 'application/json');
    response.headers.set('cache-control', 'no-store');
    return response;
  });

  app.use(`${BOARD_PATH}/*`, async (c, next) => {
    const { shopper } = await identify(services.sessions, factsOf(c), env.TRUST_PROXY);
    if (!shopper) throw new ApiError('no_session', 'Sign in as the merchant first, at /merchant.');
    if (shopper.role !== 'merchant')
      throw new ApiError('wrong_role', 'Only a merchant may see this.');
    const reads = c.req.method === 'GET' || c.req.method === 'HEAD';
    if (!reads && !env.BOARD_UNLOCKED) {
      throw new ApiError('wrong_method', 'The board only shows: see BOARD_UNLOCKED.');
    }
    await next();
  });
  let board: Promise<Hono> | undefined;
  app.all(`${BOARD_PATH}/*`, async (c) => {
    board ??= openBoard();
    return (await board).fetch(c.req.raw, c.env);
  });

  app.get('/metrics', async (c) =>
    c.body(await metrics.registry.metrics(), 200, { 'content-type': metrics.registry.contentType }),
  );
  if (env.WEB_ROOT) app.route('/', createWeb(env.WEB_ROOT));
  app.notFound(nothingHere);
  return app;
}

const nothingHere = (): Response =>
  toResponse(problemReply(new ApiError('unknown_path', 'There is nothing here.')));

/** The board alone brings styles inside its page. */
const isOfBoard = (path: string): boolean =>
  path === BOARD_PATH || path.startsWith(`${BOARD_PATH}/`);

/** The security headers of every answer but the board's, as they are sent. */
export async function readSecurityHeaders(): Promise<Record<string, string>> {
  const empty = new Hono().use(strict).get('/', (c) => c.body(null));
  return Object.fromEntries((await empty.request('/')).headers);
}

/** The security headers of answers, with where styles may come from. */
const secured = (styleSrc: string[]) =>
  secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'self'"],
      styleSrc,
      imgSrc: ["'self'", 'data:', 'https:'],
      frameAncestors: ["'none'"],
      objectSrc: ["'none'"],
      baseUri: ["'self'"],
    },
    // Off where there is no https to insist on: that is for the proxy in front.
    strictTransportSecurity: false,
  });

const strict = secured(["'self'"]);

/** Over HTTP a client could have any number of them, past the limits of a WebSocket. */
const noStreams = (): ApiError =>
  new ApiError('wrong_method', 'Streams are on the WebSocket at /trpc.');

const tell = (error: unknown): never => {
  throw forCaller(error);
};
