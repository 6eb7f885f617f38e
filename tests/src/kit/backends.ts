import { describe, inject } from 'vitest';

export type BackendName = 'postgres' | 'redis';

/** Says the same of both queue backends. Without a redis-server on the machine the Redis half is skipped, visibly. */
export function describeOnBothBackends(name: string, tests: (backend: BackendName) => void): void {
  describe(`${name} (lanes on Postgres)`, () => tests('postgres'));
  describe.skipIf(inject('redisServer') === null)(`${name} (lanes on Redis)`, () => tests('redis'));
}
