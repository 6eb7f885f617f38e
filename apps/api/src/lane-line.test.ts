import { COMMANDS_PER_JOB } from '@lastpair/contracts';
import type { Command } from '@lastpair/contracts';
import { expect, test } from 'vitest';
import { createLaneLine } from './lane-line.ts';

let made = 0;
const commands = (count: number): Command[] =>
  Array.from({ length: count }, () => ({
    kind: 'reserve',
    commandId: `command ${(made += 1)}`,
    dropId: 'drop',
    shopperId: 'somebody',
    receivedAt: 0,
    size: '42',
  }));

test('a lone command leaves at once, and a few wait until it is answered', () => {
  const line = createLaneLine();
  const [first, second, third] = commands(3) as [Command, Command, Command];
  expect(line.join(first)).toBe(0);
  expect(line.next(0)).toEqual([first]);
  expect(line.join(second)).toBe(1);
  expect(line.join(third)).toBe(2);
  expect(line.next(1)).toEqual([]);
  expect([first, second, third].map((each) => line.aheadOf(each))).toEqual([0, 1, 2]);
  line.answered(first.commandId);
  expect(line.next(2)).toEqual([second, third]);
});

test('a second batch leaves when it is as large as the one before, and a third one waits', () => {
  const line = createLaneLine();
  const [first, second, third] = [commands(100), commands(100), commands(300)];
  for (const each of first) line.join(each);
  expect(line.next(0)).toHaveLength(100);
  for (const each of second.slice(1)) line.join(each);
  expect(line.next(1)).toEqual([]);
  line.join(second[0]!);
  expect(line.next(2)).toHaveLength(100);
  for (const each of third) line.join(each);
  expect(line.next(3)).toEqual([]);
  for (const { commandId } of first) line.answered(commandId);
  expect(line.next(4)).toEqual(third);
});

test('no batch is larger than a job', () => {
  const line = createLaneLine();
  for (const each of commands(COMMANDS_PER_JOB + 1)) line.join(each);
  expect(line.next(0)).toHaveLength(COMMANDS_PER_JOB);
});

test('batches that may be lost hold up nobody', () => {
  const line = createLaneLine();
  const [lost, second, third] = [commands(100), commands(100), commands(1)];
  for (const each of lost) line.join(each);
  line.next(10);
  for (const each of second) line.join(each);
  line.next(20);
  line.join(third[0]!);
  line.giveUp(20);
  expect(line.next(30)).toEqual([]);
  for (const { commandId } of second) line.answered(commandId);
  expect(line.next(40)).toEqual(third);
  // An answer that comes after all is nobody's business.
  line.answered(lost[0]!.commandId);
  expect(line.aheadOf(third[0]!)).toBe(0);
});
