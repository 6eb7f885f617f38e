import { existsSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { waitUntil } from '@lastpair/local';
import { freeze, oneOf } from './fault.ts';
import type { Fault, Struck } from './fault.ts';

const killed = (app: 'apis' | 'workers', signal: 'SIGKILL' | 'SIGTERM', kind: string): Fault => ({
  kind,
  async strike({ ground, random }) {
    const { process } = oneOf(random, ground[app]);
    process.kill(signal);
    return process.name;
  },
});

const frozen = (app: 'apis' | 'workers', kind: string, maxMs: number): Fault => ({
  kind,
  async strike({ ground, random, hold }) {
    const part = oneOf(random, ground[app]);
    await freeze(part, hold(1_000, maxMs));
    return part.process.name;
  },
});

/** How long somebody may take to come by a failpoint; under load it is a matter of milliseconds. */
const COME_BY_MS = 5_000;

/** Makes whichever process comes by fail at one place. */
async function failAt(ground: Struck['ground'], place: string, failure: string): Promise<string> {
  const file = path.join(ground.failpoints, place);
  writeFileSync(file, failure);
  try {
    await waitUntil(`somebody at ${place}`, COME_BY_MS, () => !existsSync(file));
    return `${failure} at ${place}`;
  } catch {
    rmSync(file, { force: true });
    return `nobody came by ${place}`;
  }
}

const killedAt = (kind: string, place: string): Fault => ({
  kind,
  strike: ({ ground }) => failAt(ground, place, 'kill'),
});

/** Frozen where it hurts: with the drop's lock in its hand. */
const frozenWithLock: Fault = {
  kind: 'worker frozen holding the lock',
  async strike({ ground, hold }) {
    const said = await failAt(ground, 'worker.holding-lock', 'freeze');
    await hold(1_500, 5_000);
    for (const { process } of ground.workers) process.kill('SIGCONT');
    return said;
  },
};

const allWorkersKilled: Fault = {
  kind: 'both workers killed',
  async strike({ ground }) {
    for (const { process } of ground.workers) process.kill('SIGKILL');
    return 'both';
  },
};

/** One after the other goes to sleep, and they wake up in another order. */
const swizzle: Fault = {
  kind: 'all frozen in turn',
  async strike({ ground, random, hold }) {
    const parts = [...ground.apis, ...ground.workers];
    const shuffled = parts
      .map((part) => ({ part, by: random() }))
      .toSorted((a, b) => a.by - b.by)
      .map(({ part }) => part);
    for (const { process } of parts) {
      process.kill('SIGSTOP');
      await hold(100, 400);
    }
    for (const { process } of shuffled) {
      process.kill('SIGCONT');
      await hold(100, 400);
    }
    return shuffled.map(({ process }) => process.name).join(', ');
  },
};

/** Every process once, as a new version would come: ended by asking, and waited for until its successor is up. */
export const rollingRestart: Fault[] = (['apis', 'workers'] as const).flatMap((app) =>
  [0, 1].map((index) => ({
    kind: `${app} ${index + 1} restarted`,
    async strike({ ground }) {
      const { process } = ground[app][index]!;
      process.kill('SIGTERM');
      await process.ready();
      return process.name;
    },
  })),
);

/** What can happen to api and worker themselves. */
export const processFaults: Fault[] = [
  killed('apis', 'SIGKILL', 'api killed'),
  killed('apis', 'SIGTERM', 'api restarted'),
  frozen('apis', 'api frozen', 4_000),
  killed('workers', 'SIGKILL', 'worker killed'),
  killed('workers', 'SIGTERM', 'worker restarted'),
  frozen('workers', 'worker frozen', 8_000),
  allWorkersKilled,
  swizzle,
  frozenWithLock,
  killedAt('worker killed before the commit', 'worker.before-commit'),
  killedAt('worker killed after the commit', 'worker.after-commit'),
  killedAt('api killed after sending', 'api.after-send'),
];
