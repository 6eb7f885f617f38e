import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '@lastpair/local';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  export interface ProvidedContext {
    postgresUrl: string;
    /** Null when this machine has no redis-server and can't get one; the Redis half is then skipped, and says so. */
    redisServer: string | null;
    chromium: string | null;
  }
}

type Services = { postgresUrl: string; redisServer: string | null; chromium: string | null };
type Shared = { services: Promise<Services>; stop: () => Promise<void>; users: number };

/** Several projects of one run ask for the services; they share one Postgres. */
const shared = globalThis as { lastpairServices?: Shared };

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  shared.lastpairServices ??= start();
  const mine = shared.lastpairServices;
  mine.users += 1;
  const services = await mine.services;
  project.provide('postgresUrl', services.postgresUrl);
  project.provide('redisServer', services.redisServer);
  project.provide('chromium', services.chromium);
  return async () => {
    mine.users -= 1;
    if (mine.users === 0) await mine.stop();
  };
}

function start(): Shared {
  let stop = async (): Promise<void> => {};
  const services = (async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'lastpair-test-'));
    const postgres = await startPostgres({ dataDir });
    stop = async () => {
      await postgres.stop();
      await rm(dataDir, { recursive: true, force: true });
    };
    const redisServer = find(process.env['REDIS_SERVER'], '/usr/bin/redis-server');
    const chromium = find(process.env['CHROMIUM'], '/usr/bin/chromium');
    if (!redisServer) warn('THE REDIS HALF OF THE TESTS IS SKIPPED: no redis-server');
    if (!chromium) warn('THE BROWSER TESTS ARE SKIPPED: no chromium');
    return { postgresUrl: postgres.url, redisServer, chromium };
  })();
  return { services, stop: () => stop(), users: 0 };
}

/** `npm test` says where they are, and installs them where it can; without it, where Debian puts them. */
const find = (given: string | undefined, usual: string): string | null =>
  [given, usual].find((path) => path && existsSync(path)) ?? null;

const warn = (text: string): void => {
  const line = '!'.repeat(text.length + 8);
  console.warn(`\n${line}\n!!! ${text} !!!\n${line}\n`);
};
