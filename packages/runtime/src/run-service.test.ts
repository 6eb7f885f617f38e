import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';

const start = async () => {
  const child = fork(join(import.meta.dirname, 'run-service.test-service.ts'), {
    execArgv: [],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const exited = once(child, 'exit');
  const [message] = await once(child, 'message');
  expect(message).toBe('ready');
  return { child, exited };
};

test('a service ends when its parent is gone, though its last words reach nobody', async () => {
  const { child, exited } = await start();
  // Nobody reads, until the pipe is full: nothing tells when.
  await sleep(1_000);
  child.stdout!.destroy();
  child.stderr!.destroy();
  child.disconnect();
  const [code, signal] = await exited;
  expect([code, signal]).toEqual([0, null]);
});

test('a service that is asked to stop says so and ends well', async () => {
  const { child, exited } = await start();
  let output = '';
  child.stdout!.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.kill('SIGTERM');
  const [code] = await exited;
  expect(code).toBe(0);
  expect(output).toContain('"why":"SIGTERM"');
});
