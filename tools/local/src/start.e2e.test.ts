import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Health, View } from '@lastpair/contracts';
import { expect, test } from 'vitest';
import { seedDemo } from './demo.ts';
import { freePort } from './free-port.ts';
import { identityOf } from './processes.ts';
import { temporaryFolder } from './temporary-folder.ts';
import { waitUntil } from './wait-until.ts';

const LIMIT_MS = 240_000;
const OPEN_LIMIT_MS = 150_000;

type Start = { child: ChildProcess; output(): string; ended: Promise<number | null> };

/** Runs what `npm start` runs, on a data folder and a port. */
function start(dataDir: string, port: number): Start & AsyncDisposable {
  const child = fork(path.join(import.meta.dirname, 'start.ts'), {
    env: {
      ...process.env,
      LASTPAIR_DATA: dataDir,
      PORT: String(port),
      DATABASE_URL: '',
      REDIS_URL: '',
    },
    execArgv: [],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  }
  const ended = once(child, 'close').then(([code]) => code as number | null);
  return {
    child,
    output: () => output,
    ended,
    async [Symbol.asyncDispose]() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

const isOpen = (shop: Start): Promise<unknown> =>
  waitUntil('the shop', OPEN_LIMIT_MS, () => {
    if (shop.child.exitCode !== null) throw new Error(shop.output());
    return shop.output().includes('Lastpair is open');
  });

const dropsAt = async (port: number): Promise<View[]> =>
  (await (await fetch(`http://127.0.0.1:${port}/api/drops`)).json()) as View[];

const postmasterOf = (dataDir: string): number =>
  Number(
    readFileSync(path.join(dataDir, 'postgres/cluster/postmaster.pid'), 'utf8').split('\n')[0],
  );

test(
  'it opens a shop with demo drops, ends without a trace, and finds its data again',
  { timeout: LIMIT_MS },
  async () => {
    await using folder = temporaryFolder();
    const dataDir = path.join(folder.path, 'data');
    const port = await freePort();
    await using first = start(dataDir, port);
    await isOpen(first);
    const tokenFile = path.join(dataDir, 'merchant-token');
    const merchantToken = readFileSync(tokenFile, 'utf8').trim();
    expect(first.output()).toContain(merchantToken);
    expect(statSync(tokenFile).mode & 0o777).toBe(0o600);

    const drops = await dropsAt(port);
    expectDemo(drops);
    const url = `http://127.0.0.1:${port}`;
    await seedDemo({ url, merchantToken });
    expect(await dropsAt(port)).toHaveLength(drops.length);

    await using rival = start(dataDir, await freePort());
    expect(await rival.ended).toBe(1);
    expect(rival.output()).toContain('is in use by process');

    const health = await waitUntil('the first audit', 20_000, async () => {
      const asked = (await (await fetch(`${url}/api/health`)).json()) as Health;
      return asked.auditedAt ? asked : undefined;
    });
    expect(health).toMatchObject({ drift: 0, deadLetters: 0 });

    const postmaster = postmasterOf(dataDir);
    first.child.kill('SIGINT');
    first.child.kill('SIGINT');
    expect(await first.ended).toBe(0);
    expect(identityOf(postmaster)).toBeUndefined();
    await expect(fetch(url)).rejects.toThrow('fetch failed');

    await using second = start(dataDir, port);
    await isOpen(second);
    const seen = new Set((await dropsAt(port)).map(({ id }) => id));
    expect(drops.filter(({ id }) => !seen.has(id))).toEqual([]);
    expect(second.output()).toContain(merchantToken);
    second.child.kill('SIGTERM');
    expect(await second.ended).toBe(0);
  },
);

test('a taken port is named, and nothing is left running', { timeout: LIMIT_MS }, async () => {
  await using folder = temporaryFolder();
  const port = await freePort();
  await using first = start(path.join(folder.path, 'one'), port);
  await isOpen(first);
  await using second = start(path.join(folder.path, 'two'), port);
  expect(await second.ended).toBe(1);
  expect(second.output()).toContain(`Port ${port} is taken`);
  expect(second.output()).toContain('PORT=');
});

test('it can be called off at any time', { timeout: LIMIT_MS }, async () => {
  await using folder = temporaryFolder();
  const dataDir = path.join(folder.path, 'data');
  // By what it has done, not by the clock: before it can hear of a signal it has done nothing that would stay.
  const port = await freePort();
  const answers = () =>
    fetch(`http://127.0.0.1:${port}/api/live`).then(
      () => true,
      () => false,
    );
  const moments: [what: string, reached: () => boolean | Promise<boolean>][] = [
    ['its lock', () => existsSync(path.join(dataDir, 'lock'))],
    ['Postgres', () => existsSync(path.join(dataDir, 'postgres/cluster/postmaster.pid'))],
    ['the api', answers],
  ];
  for (const [what, reached] of moments) {
    await using shop = start(dataDir, port);
    await waitUntil(what, OPEN_LIMIT_MS, reached);
    shop.child.kill('SIGTERM');
    expect(await shop.ended).toBe(0);
    expect(() => postmasterOf(dataDir)).toThrow('ENOENT');
  }
});

test('nothing outlives it when it is killed', { timeout: LIMIT_MS }, async () => {
  await using folder = temporaryFolder();
  const dataDir = path.join(folder.path, 'data');
  const port = await freePort();
  await using shop = start(dataDir, port);
  await isOpen(shop);
  const postmaster = postmasterOf(dataDir);
  shop.child.kill('SIGKILL');
  await waitUntil('the end of Postgres', 20_000, () => !identityOf(postmaster));
  await waitUntil('the end of the api', 20_000, () =>
    fetch(`http://127.0.0.1:${port}`).then(
      () => false,
      () => true,
    ),
  );
});

function expectDemo(drops: View[]): void {
  const left = (drop: View): number =>
    drop.sizes.reduce((sum, { available }) => sum + (available ?? 0), 0);
  const open = drops.filter(({ status }) => status === 'open');
  const exact = open.filter(({ stockDisplay }) => stockDisplay === 'exact');
  expect(open.length).toBeGreaterThanOrEqual(7);
  expect(exact.filter((drop) => left(drop) === 0)).toHaveLength(1);
  expect(exact.filter((drop) => left(drop) === 1)).toHaveLength(1);
  expect(exact.some((drop) => left(drop) >= 5_000)).toBe(true);
  expect(open.some(({ holdSeconds }) => holdSeconds === 60)).toBe(true);
  expect(open.some(({ stockDisplay }) => stockDisplay === 'levels')).toBe(true);
  expect(open.every(({ recentPurchases }) => recentPurchases.length === 3)).toBe(true);
  const ahead = drops.filter(({ status }) => status === 'scheduled');
  expect(ahead).toHaveLength(1);
  const opensInMs = Date.parse(ahead[0]!.opensAt!) - Date.parse(ahead[0]!.serverTime);
  expect(opensInMs).toBeGreaterThan(60_000);
  expect(opensInMs).toBeLessThanOrEqual(120_000);
}
