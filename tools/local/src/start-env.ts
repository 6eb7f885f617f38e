import path from 'node:path';
import { repoRoot } from './repo-root.ts';

/** What `npm start` can be told. */
export type StartEnv = {
  port: number;
  host: string;
  dataDir: string;
  databaseUrl: string | undefined;
  redisUrl: string | undefined;
};

/** Reads the settings of `npm start`; empty counts as not set. Throws when one of them makes no sense. */
export function readStartEnv(environment: NodeJS.ProcessEnv): StartEnv {
  const read = (name: string): string | undefined => environment[name]?.trim() || undefined;
  const port = Number(read('PORT') ?? 4_000);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new Error(`PORT must be a whole number from 0 to 65535, not "${read('PORT')}"`);
  }
  return {
    port,
    host: read('HOST') ?? '127.0.0.1',
    dataDir: path.resolve(repoRoot, read('LASTPAIR_DATA') ?? '.lastpair'),
    databaseUrl: read('DATABASE_URL'),
    redisUrl: read('REDIS_URL'),
  };
}
