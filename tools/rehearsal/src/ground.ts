import { mkdirSync, createWriteStream } from 'node:fs';
import path from 'node:path';
import { startPostgres, startRedis, startStore, startTcpProxy } from '@lastpair/local';
import type { Redis, Store, Supervised, TcpProxy } from '@lastpair/local';

/** A process of the store and its wires to the machines it stands on. */
export type Part = { process: Supervised; toPostgres: TcpProxy; toRedis: TcpProxy | undefined };

/** A store of its own on which everything can be broken and mended. */
export type Ground = {
  urls: string[];
  apis: Part[];
  workers: Part[];
  /** Straight to Postgres, past the wires. */
  databaseUrl: string;
  merchantToken: string;
  /** A failure written here happens to whichever process comes by first; see packages/runtime/src/failpoint.ts. */
  failpoints: string;
  /** Ends Postgres as an operator (fast) or a power cut (immediate) would; gives the function that starts it again. */
  stopPostgres(how: 'fast' | 'immediate'): Promise<() => Promise<void>>;
  redis: { port: number; pid(): number; kill(): Promise<() => Promise<void>> } | undefined;
  stop(): Promise<void>;
};

const MERCHANT_TOKEN = 'a-merchant-token-for-rehearsals-only-01';
const APIS = 2;
const WORKERS = 2;

/** Starts a store with two apis and two workers, each with wires of its own to Postgres and Redis. */
export async function prepareGround(options: {
  folder: string;
  /** Lanes and news are on Redis if a redis-server is given. */
  redisServer: string | undefined;
}): Promise<Ground> {
  const { folder, redisServer } = options;
  const dataDir = path.join(folder, 'postgres');
  const failpoints = path.join(folder, 'failpoints');
  mkdirSync(failpoints, { recursive: true });
  await using undo = new AsyncDisposableStack();

  let postgres = await startPostgres({ dataDir });
  undo.defer(() => postgres.stop());
  const { port: postgresPort, url: databaseUrl } = postgres;
  let redis: Redis | undefined;
  if (redisServer) {
    redis = await startRedis({ serverPath: redisServer });
    undo.defer(() => redis?.stop());
  }
  const redisPort = redis?.port;

  const wires = new Map<string, { toPostgres: TcpProxy; toRedis: TcpProxy | undefined }>();
  const names = [nameOf('api', APIS), nameOf('worker', WORKERS)].flat();
  for (const name of names) {
    const toPostgres = await startTcpProxy(postgresPort);
    const toRedis = redisPort ? await startTcpProxy(redisPort) : undefined;
    wires.set(name, { toPostgres, toRedis });
    undo.defer(() => (toPostgres.close(), toRedis?.close()));
  }

  const log = createWriteStream(path.join(folder, 'processes.log'));
  undo.defer(() => void log.end());
  const store: Store = await startStore({
    databaseUrl,
    redisUrl: redis?.url,
    apis: APIS,
    workers: WORKERS,
    merchantToken: MERCHANT_TOKEN,
    env: {
      GUEST_SIGN_IN: 'on',
      RATE_LIMITS: 'demo',
      // Short, so that many orders are paid too late.
      PAYMENT_SECONDS: '5',
      SANDBOX_LATE_SECONDS: '8',
      RECONNECT_SECONDS: '1',
      LOG_LEVEL: 'warn',
      FAILPOINTS: `folder:${failpoints}`,
    },
    envOf: (name) => {
      const { toPostgres, toRedis } = wires.get(name)!;
      return {
        DATABASE_URL: withPort(databaseUrl, toPostgres.port),
        ...(toRedis && { REDIS_URL: `redis://127.0.0.1:${toRedis.port}` }),
      };
    },
    onLine: (name, line) => void log.write(`${name} ${line}\n`),
  });
  undo.defer(() => store.stop());
  const partOf = (process: Supervised): Part => ({ process, ...wires.get(process.name)! });
  const kept = undo.move();

  return {
    urls: store.urls,
    apis: store.apis.map(partOf),
    workers: store.workers.map(partOf),
    databaseUrl,
    merchantToken: MERCHANT_TOKEN,
    failpoints,
    async stopPostgres(how) {
      if (how === 'immediate') process.kill(postgres.pid, 'SIGQUIT');
      await postgres.stop();
      return async () => {
        postgres = await startPostgres({ dataDir, port: postgresPort });
      };
    },
    redis:
      redisServer && redisPort
        ? {
            port: redisPort,
            pid: () => redis!.pid,
            async kill() {
              await redis!.kill();
              return async () => {
                redis = await startRedis({ serverPath: redisServer, port: redisPort });
              };
            },
          }
        : undefined,
    stop: () => kept.disposeAsync(),
  };
}

const nameOf = (app: string, count: number): string[] =>
  Array.from({ length: count }, (_, index) => (index === 0 ? app : `${app}-${index + 1}`));

function withPort(url: string, port: number): string {
  const changed = new URL(url);
  changed.port = String(port);
  return changed.href;
}
