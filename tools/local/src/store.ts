import path from 'node:path';
import { freePort } from './free-port.ts';
import { repoRoot } from './repo-root.ts';
import { supervise } from './supervise.ts';
import type { Supervised } from './supervise.ts';

/** A whole store: api and worker processes on one database. */
export type Store = {
  /** Of each api, without a slash at the end. */
  urls: string[];
  apis: Supervised[];
  workers: Supervised[];
  /** First the doors, then the hands, so that what was let in is still decided. */
  stop(): Promise<void>;
};

export type StoreOptions = {
  databaseUrl: string;
  /** Lanes and news are on Postgres without it. */
  redisUrl?: string | undefined;
  apis?: number;
  workers?: number;
  /** Of the first api; the others get free ones. */
  port?: number | undefined;
  merchantToken: string;
  /** More settings for every process; see .env.example. */
  env?: Record<string, string>;
  /** And for one of them, by its name: api, api-2, worker, worker-2 and so on. */
  envOf?: (process: string) => Record<string, string>;
  onLine?: ((process: string, line: string) => void) | undefined;
  /** Calls the start off: everything is stopped and the promise rejects. */
  signal?: AbortSignal | undefined;
};

/** Starts a store from the source and resolves when every process is up. Rejects, with nothing left running, if one fails. */
export async function startStore(options: StoreOptions): Promise<Store> {
  const { databaseUrl, redisUrl = '', merchantToken, env = {}, envOf, onLine, signal } = options;
  const host = env['HOST'] || '127.0.0.1';
  const run = (app: 'api' | 'worker', index: number, own: Record<string, string>): Supervised => {
    const name = index === 0 ? app : `${app}-${index + 1}`;
    return supervise({
      name,
      entry: path.join(repoRoot, 'apps', app, 'src/main.ts'),
      // Empty counts as not set, and keeps what this process was given for itself out of theirs.
      env: {
        DATABASE_URL: databaseUrl,
        REDIS_URL: redisUrl,
        LOG_LEVEL: 'info',
        ...env,
        ...envOf?.(name),
        ...own,
      },
      onLine: onLine && ((line) => onLine(name, line)),
    });
  };

  const ports = await Promise.all(
    Array.from({ length: options.apis ?? 1 }, async (_, index) =>
      index === 0 && options.port ? options.port : freePort(),
    ),
  );
  signal?.throwIfAborted();
  const apis = ports.map((port, index) =>
    run('api', index, {
      PORT: String(port),
      HOST: host,
      MERCHANT_TOKEN: merchantToken,
      WEB_ROOT: path.join(repoRoot, 'apps/web/dist'),
    }),
  );
  const workers = Array.from({ length: options.workers ?? 1 }, (_, index) =>
    run('worker', index, { WORKER_PORT: '0' }),
  );

  const stop = async (): Promise<void> => {
    await Promise.all(apis.map((api) => api.stop()));
    await Promise.all(workers.map((worker) => worker.stop()));
  };
  const callOff = (): void => void stop();
  signal?.addEventListener('abort', callOff, { once: true });
  try {
    await Promise.all([...apis, ...workers].map((each) => each.ready()));
  } catch (error) {
    await stop();
    throw error;
  } finally {
    signal?.removeEventListener('abort', callOff);
  }
  return { urls: ports.map((port) => `http://${addressOf(host)}:${port}`), apis, workers, stop };
}

/** Where to reach from this machine what listens on `host`. */
function addressOf(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}
