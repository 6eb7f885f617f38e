import type { Command } from '@lastpair/contracts';
import { expect, test } from 'vitest';
import { createWaitingLine } from './waiting-line.ts';

const commands = (dropId: string, count: number): Command[] =>
  Array.from({ length: count }, (_, n) => ({
    kind: 'reserve',
    commandId: `${dropId}${n}`,
    dropId,
    shopperId: 'somebody',
    receivedAt: 0,
    size: '42',
  }));

const idsOf = (taken: readonly Command[]): string[] => taken.map(({ commandId }) => commandId);

test('one drop leaves in the order it came', () => {
  const line = createWaitingLine();
  const mine = commands('a', 7);
  expect(mine.map((command) => line.join(command))).toEqual([0, 1, 2, 3, 4, 5, 6]);
  expect(idsOf(line.take(5))).toEqual(['a0', 'a1', 'a2', 'a3', 'a4']);
  expect(line.placeOf(mine[6]!)).toBe(1);
  expect(line.placeOf(mine[0]!)).toBe(0);
  expect(idsOf(line.take(5))).toEqual(['a5', 'a6']);
  expect(line.take(5)).toEqual([]);
});

test('a drop that everybody wants does not hold up another', () => {
  const line = createWaitingLine();
  for (const command of [...commands('hot', 1_000), ...commands('calm', 3)]) line.join(command);
  const taken = line.take(100);
  expect(taken).toHaveLength(100);
  expect(idsOf(taken.filter(({ dropId }) => dropId === 'calm'))).toEqual([
    'calm0',
    'calm1',
    'calm2',
  ]);
  const hot = idsOf(taken.filter(({ dropId }) => dropId === 'hot'));
  expect(hot).toEqual(idsOf(commands('hot', 97)));
});

test('of more drops than there is room for, all have their turn', () => {
  const line = createWaitingLine();
  const names = ['a', 'b', 'c', 'd', 'e'];
  for (const name of names) for (const command of commands(name, 2)) line.join(command);
  const turns = Array.from({ length: 5 }, () => idsOf(line.take(2)));
  expect(turns).toEqual([
    ['a0', 'b0'],
    ['c0', 'd0'],
    ['e0', 'a1'],
    ['b1', 'c1'],
    ['d1', 'e1'],
  ]);
});
