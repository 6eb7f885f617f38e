import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { cpuBetween, readCpu, readMachine } from './cpu.ts';

const times = (component: Record<number, number>) =>
  new Map([['postgres', new Map(Object.entries(component).map(([pid, us]) => [Number(pid), us]))]]);

test('what processes used is the sum of what each used, whoever came and went meanwhile', () => {
  const before = times({ 1: 100, 2: 5_000, 3: 40 });
  expect(cpuBetween(before, times({ 1: 150, 3: 50, 4: 7 })).get('postgres')).toBe(50 + 10 + 7);
  expect(cpuBetween(new Map(), times({ 1: 9 })).get('postgres')).toBe(9);
});

test('work is found in the process that did it, and in its parent as family', async () => {
  const me = { name: 'me', pids: [process.pid] };
  const family = { name: 'family', pids: [process.pid], family: true };
  const idle = { name: 'nobody', pids: [2 ** 30] };
  const before = readCpu([me, family, idle]);
  const work = 'for (const end = Date.now() + 300; Date.now() < end; );';
  const worker = spawn(process.execPath, [
    '-e',
    `${work} console.log('done'); setInterval(() => {}, 1000)`,
  ]);
  await once(worker.stdout, 'data');
  const own = cpuBetween(new Map(), readCpu([{ name: 'child', pids: [worker.pid!] }])).get(
    'child',
  )!;
  const used = cpuBetween(before, readCpu([me, family, idle]));
  worker.kill('SIGKILL');
  expect(own).toBeGreaterThan(10_000);
  expect(used.get('family')! - used.get('me')!).toBeGreaterThanOrEqual(own * 0.9);
  expect(used.get('nobody')).toBe(0);
});

test('the whole machine has used at least what this process has', () => {
  const { busy, steal, all } = readMachine();
  expect(busy).toBeGreaterThan(0);
  expect(steal).toBeGreaterThanOrEqual(0);
  expect(all).toBeGreaterThan(busy);
});
