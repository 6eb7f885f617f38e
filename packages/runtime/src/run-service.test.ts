import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';

const launch = (args: string[] = []) => {
  const child = fork(join(import.meta.dirname, 'run-service.test-service.ts'), args, {
    execArgv: [],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  return { child, exited: once(child, 'exit') };
};
const start = async (args?: string[]) => {
  const { child, exited } = launch(args);
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

test('a service that does not come to an end is ended when its time is over', async () => {
  const { child, exited } = await start(['stubborn', '300']);
  let output = '';
  child.stdout!.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.kill('SIGTERM');
  expect(await exited).toEqual([1, null]);
  expect(output).toContain('it takes too long');
});

test('a second signal ends a service at once', async () => {
  const { child, exited } = await start(['stubborn', '60000']);
  let output = '';
  child.stdout!.on('data', (chunk: Buffer) => {
    output += chunk.toString();
    // The first is being obeyed.
    if (output.includes('"why":"SIGTERM"')) child.kill('SIGTERM');
  });
  child.kill('SIGTERM');
  expect(await exited).toEqual([1, null]);
  expect(output).toContain('a second SIGTERM');
});

test.each([
  ['busy', 75],
  ['broken', 1],
])('a service that can’t start because what it needs is %s ends with %i', async (how, code) => {
  const { child, exited } = launch([how]);
  let output = '';
  child.stderr!.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const closed = once(child, 'close');
  expect(await exited).toEqual([code, null]);
  await closed;
  expect(output).toContain(`talker could not start: ${how}`);
});
