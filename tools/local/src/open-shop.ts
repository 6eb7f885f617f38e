import path from 'node:path';
import type { Health } from '@lastpair/contracts';
import { seedDemo } from './demo.ts';
import { freePort, isPortFree } from './free-port.ts';
import { lockFolder } from './lock-folder.ts';
import { makeFolder } from './make-folder.ts';
import { keepMerchantToken } from './merchant-token.ts';
import { startPostgres } from './postgres.ts';
import { keepServiceLogs } from './service-logs.ts';
import type { StartEnv } from './start-env.ts';
import { repoRoot } from './repo-root.ts';
import { startStore } from './store.ts';
import { supervise } from './supervise.ts';
import { waitUntil } from './wait-until.ts';

/** A running shop, and what there is to say about it. */
export type Shop = {
  url: string;
  merchantToken: string;
  tokenFile: string;
  logFolder: string;
  queue: Health['queue']['backend'];
  /** Where the database's files are; undefined when it is somebody else's. */
  cluster: string | undefined;
  stop(): Promise<void>;
};

const HEALTH_LIMIT_MS = 30_000;
/** Sales a second at the demo's tap: enough to see the desk live, too few to be felt. */
const TAP_RATE = '1';
/** One machine plays all shoppers of a demo, and everyone may be one. */
const DEMO_ENV = { RATE_LIMITS: 'demo', GUEST_SIGN_IN: 'on', PUBLIC_ORIGINS: '' };

/**
 * Starts everything that a shop with demo drops needs, on this machine. Rejects, with nothing left running, when a part
 * can't start or when `signal` calls it off.
 */
export async function openShop(
  env: StartEnv,
  signal: AbortSignal,
  say: (line: string) => void,
): Promise<Shop> {
  const endings: (() => Promise<void> | void)[] = [];
  const stop = async (): Promise<void> => {
    for (const end of endings.splice(0).toReversed()) await end();
  };
  try {
    makeFolder(env.dataDir);
    endings.push(lockFolder(env.dataDir));
    await checkPort(env);
    const tokenFile = path.join(env.dataDir, 'merchant-token');
    const merchantToken = keepMerchantToken(tokenFile);
    const logFolder = path.join(env.dataDir, 'logs');
    const logs = keepServiceLogs(logFolder, say);
    endings.push(() => logs.close());

    const postgres = env.databaseUrl
      ? undefined
      : await startPostgres({ dataDir: path.join(env.dataDir, 'postgres'), log: say });
    if (postgres) endings.push(() => postgres.stop());
    signal.throwIfAborted();
    const tapPort = String(await freePort());
    const tap = supervise({
      name: 'tap',
      entry: path.join(repoRoot, 'tools/desk/src/tap/main.ts'),
      args: ['--port', tapPort, '--rate', TAP_RATE],
      env: {},
      onLine: (line) => logs.take('tap', line),
    });
    endings.push(() => tap.stop());

    const store = await startStore({
      databaseUrl: postgres?.url ?? env.databaseUrl ?? '',
      redisUrl: env.redisUrl,
      port: env.port,
      merchantToken,
      env: {
        ...DEMO_ENV,
        HOST: env.host,
        TAPS: `Demo shops=ws://127.0.0.1:${tapPort}`,
        PRIVATE_ADDRESSES: 'true',
      },
      onLine: (process, line) => logs.take(process, line),
      signal,
    });
    endings.push(() => store.stop());
    const url = store.urls[0]!;
    const health = await waitUntil('an answer of the store', HEALTH_LIMIT_MS, () =>
      askHealth(url, signal),
    );
    await seedDemo({ url, merchantToken, signal });
    const { queue } = health;
    return {
      url,
      merchantToken,
      tokenFile,
      logFolder,
      queue: queue.backend,
      cluster: postgres?.cluster,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function checkPort({ port, host }: StartEnv): Promise<void> {
  if (port === 0 || (await isPortFree(port, host))) return;
  throw new Error(
    `Port ${port} is taken by another program. Choose another one: PORT=${port + 1} npm start`,
  );
}

async function askHealth(url: string, signal: AbortSignal): Promise<Health | undefined> {
  signal.throwIfAborted();
  const response = await fetch(`${url}/api/health`, { signal }).catch(() => undefined);
  return response?.ok ? ((await response.json()) as Health) : undefined;
}
