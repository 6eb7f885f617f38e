import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import {
  connect,
  createClock,
  migrate,
  readClock,
  readLaneCount,
  readPositions,
} from '@lastpair/db';
import { openTill } from '@lastpair/payment';
import { openRoad } from '@lastpair/queue';
import type { Logger, Service } from '@lastpair/runtime';
import { createAccounts } from './accounts.ts';
import DataLoader from 'dataloader';
import type { Services } from './context.ts';
import { openDesk } from './desk/open-desk.ts';
import { openDoor } from './door.ts';
import { drain } from './drain.ts';
import type { ApiEnv } from './env.ts';
import { startFeed } from './feed.ts';
import { createHoldLimit } from './hold-limit.ts';
import { createApp, readSecurityHeaders } from './http/app.ts';
import { takeCommands } from './http/serve-commands.ts';
import { startSandboxTeller } from './http/webhooks.ts';
import { createMetrics } from './metrics.ts';
import { createPulse } from './pulse.ts';
import { createRateLimits } from './rate-limits.ts';
import { createSessionSockets } from './session-sockets.ts';
import { createSessions } from './sessions.ts';
import { openAudience } from './streams/audience.ts';
import { createFanOut } from './streams/fan-out.ts';
import { createOutcomeHub } from './streams/own-outcomes.ts';
import type { Position } from './streams/position.ts';
import { createRoomHub } from './streams/room.ts';
import { createViews } from './streams/views.ts';
import { serveWebSocket } from './websocket.ts';
import { unreadBytes } from './wire/bounded-socket.ts';

const POOL_SIZE = 10;
/** When everybody comes at once, they are looked up together. */
const POSITIONS_PER_READ = 500;
/** A client that takes longer, or sends more, is not a shopper. */
const SERVER_LIMITS = {
  maxHeaderSize: 16 * 1024,
  headersTimeout: 5_000,
  requestTimeout: 10_000,
  keepAliveTimeout: 65_000,
  /** How often Node looks for those that took too long; by itself every 30 s. */
  connectionsCheckingInterval: 1_000,
};
/** What an api that is emptied may take to end, beyond the time it is given for that. */
const STOP_LIMIT_MS = 5_000;
const ADJUST_CLOCK_EVERY_MS = 10_000;

/** Starts the door: HTTP and WebSocket on one port. */
export async function startApi(env: ApiEnv, logger: Logger): Promise<Service & { port: number }> {
  const onError = (error: Error): void => logger.warn({ err: error }, 'a connection broke');
  const url = env.DATABASE_URL;
  const db = connect(url, { poolSize: POOL_SIZE, name: 'lastpair-api', onError });
  await migrate(db);
  const laneCount = await readLaneCount(db);
  const road = await openRoad({ redisUrl: env.REDIS_URL, databaseUrl: url, laneCount, onError });
  const clock = createClock(db);
  await clock.adjust();
  const clockTimer = setInterval(() => void clock.adjust().catch(onError), ADJUST_CLOCK_EVERY_MS);
  const feed = await startFeed({ databaseUrl: url, road, onError });
  const views = createViews({ db, feed, onError });
  const fanOut = createFanOut({ views, clock, isBusy: () => door.waiting() > 0, onError });
  const hub = createOutcomeHub(feed);
  const positions = new DataLoader<string, Position>((ids) => readPositions(db, ids), {
    cache: false,
    maxBatchSize: POSITIONS_PER_READ,
  });
  const pulse = createPulse({
    isWaitedFor: () => door.waiting() > 0,
    feel: () => Promise.all([road.ping(), readClock(db)]),
    onError,
  });
  const door = openDoor({
    db,
    road,
    feed,
    pulse,
    laneCount,
    lineMaximum: env.LINE_MAXIMUM,
    onError,
  });
  const rooms = createRoomHub(db, feed);
  const audience = await openAudience(road, onError);
  feed.setNeed((dropId) => door.waiting() > 0 || hub.subscriberCount() > 0 || rooms.isOpen(dropId));
  const sessions = await createSessions({
    db,
    road,
    merchantToken: env.MERCHANT_TOKEN,
    inventoryToken: env.INVENTORY_TOKEN,
    onError,
  });
  const sessionSockets = createSessionSockets(sessions, env.SESSION_CHECK_SECONDS, onError);
  const accounts = createAccounts(db, logger);
  const holds = createHoldLimit(env.HOLDS_PER_ADDRESS);
  feed.onEntries((entries) => holds.settle(entries));
  const limits = createRateLimits(env.RATE_LIMITS);
  const desk = await openDesk({ db, road: road.desk, clock, onError });
  const services: Services = {
    env,
    logger,
    db,
    road,
    feed,
    door,
    views,
    fanOut,
    pulse,
    hub,
    readPosition: (shopperId) => positions.load(shopperId),
    rooms,
    audience,
    sessions,
    sessionSockets,
    accounts,
    holds,
    limits,
    clock,
    desk,
    till: await openTill(env, db),
  };

  let stopping = false;
  const app = createApp(
    services,
    createMetrics(services, () => unreadBytes(sockets.clients)),
    () => stopping,
  );
  const takeCommand = takeCommands(services, await readSecurityHeaders(), () => stopping);
  const serveApp = getRequestListener(app.fetch);
  const server = createServer(SERVER_LIMITS, (request, response) => {
    if (!takeCommand(request, response)) void serveApp(request, response);
  });
  const sockets = serveWebSocket(server, services);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(env.PORT, env.HOST, resolve);
  });
  const { port } = server.address() as AddressInfo;
  const stopTeller = startSandboxTeller(services, urlOf(env.HOST, port));
  const [drainMs, reconnectMs] = [env.DRAIN_SECONDS * 1_000, env.RECONNECT_SECONDS * 1_000];
  logger.info({ port, queue: road.backend }, 'api started');

  return {
    port,
    stopWithinMs: drainMs + reconnectMs + STOP_LIMIT_MS,
    async stop() {
      stopping = true;
      await drain({ server, sockets, drainMs, reconnectMs, settled: () => door.settled() });
      clearInterval(clockTimer);
      stopTeller();
      sessionSockets.stop();
      door.stop();
      views.stop();
      pulse.stop();
      await Promise.all([feed.stop(), audience.stop(), sessions.stop(), desk.stop()]);
      await road.close();
      await db.destroy();
    },
  };
}

/** Where this process reaches itself. */
function urlOf(host: string, port: number): string {
  if (host === '0.0.0.0' || host === '::') return `http://127.0.0.1:${port}`;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}
