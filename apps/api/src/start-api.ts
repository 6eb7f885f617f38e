import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { connect, migrate } from '@lastpair/db';
import { openTill } from '@lastpair/payment';
import { openRoad } from '@lastpair/queue';
import type { Logger, Service } from '@lastpair/runtime';
import { createClock } from './clock.ts';
import type { Services } from './context.ts';
import { openDoor } from './door.ts';
import type { ApiEnv } from './env.ts';
import { startFeed } from './feed.ts';
import { createApp } from './http/app.ts';
import { startSandboxTeller } from './http/webhooks.ts';
import { createMetrics } from './metrics.ts';
import { createRateLimits } from './rate-limits.ts';
import { createSessions } from './sessions.ts';
import { openAudience } from './streams/audience.ts';
import { createOutcomeHub } from './streams/own-outcomes.ts';
import { createRoomHub } from './streams/room.ts';
import { serveWebSocket } from './websocket.ts';

const POOL_SIZE = 10;
/** A client that takes longer, or sends more, is not a shopper. */
const SERVER_LIMITS = {
  maxHeaderSize: 16 * 1024,
  headersTimeout: 5_000,
  requestTimeout: 10_000,
  keepAliveTimeout: 65_000,
};
const LAST_ANSWERS_MS = 2_000;
const ADJUST_CLOCK_EVERY_MS = 10_000;

/** Starts the door: HTTP and WebSocket on one port. */
export async function startApi(env: ApiEnv, logger: Logger): Promise<Service & { port: number }> {
  const onError = (error: Error): void => logger.warn({ err: error }, 'a connection broke');
  const url = env.DATABASE_URL;
  const db = connect(url, { poolSize: POOL_SIZE, name: 'lastpair-api', onError });
  await migrate(db);
  const road = await openRoad({ redisUrl: env.REDIS_URL, databaseUrl: url, onError });
  const clock = createClock(db);
  await clock.adjust();
  const clockTimer = setInterval(() => void clock.adjust().catch(onError), ADJUST_CLOCK_EVERY_MS);
  const feed = await startFeed({ db, road, onError });
  const hub = createOutcomeHub(feed);
  const door = openDoor({ db, road, feed, onError });
  const rooms = createRoomHub(db, feed);
  const audience = await openAudience(road, onError);
  feed.setNeed((dropId) => door.waiting() > 0 || hub.subscriberCount() > 0 || rooms.isOpen(dropId));
  const sessions = await createSessions(db, env.MERCHANT_TOKEN);
  const limits = createRateLimits(env.RATE_LIMITS);
  const services: Services = {
    env,
    logger,
    db,
    road,
    feed,
    door,
    hub,
    rooms,
    audience,
    sessions,
    limits,
    clock,
    till: openTill(env, db),
  };

  const app = createApp(services, createMetrics(services));
  const server = createAdaptorServer({
    fetch: app.fetch,
    serverOptions: SERVER_LIMITS,
  }) as Server;
  const sockets = serveWebSocket(server, services);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(env.PORT, env.HOST, resolve);
  });
  const { port } = server.address() as AddressInfo;
  const stopTeller = startSandboxTeller(services, urlOf(env.HOST, port));
  logger.info({ port, queue: road.backend }, 'api started');

  return {
    port,
    async stop() {
      const closed = new Promise((resolve) => server.close(resolve));
      await sockets.close();
      server.closeIdleConnections();
      // Whoever still waits for an answer has this long to get it.
      const insist = setTimeout(() => server.closeAllConnections(), LAST_ANSWERS_MS);
      await closed;
      clearTimeout(insist);
      clearInterval(clockTimer);
      stopTeller();
      door.stop();
      await Promise.all([feed.stop(), audience.stop()]);
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
