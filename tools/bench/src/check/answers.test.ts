import { expect, test } from 'vitest';
import { STATUS } from '../generator/lines.ts';
import type { RunResult, ViewsResult } from '../generator/messages.ts';
import { collectAnswers, compareAnswers, findBehind } from './answers.ts';

const run = (...answers: [id: string, status: number, seq: number][]): RunResult =>
  ({
    commandIds: answers.map(([id]) => id),
    status: Uint8Array.from(answers.map(([, status]) => status)),
    seq: Int32Array.from(answers.map(([, , seq]) => seq)),
  }) as RunResult;
const rows = (...all: [id: string, status: string, seq: number][]) =>
  new Map(all.map(([id, status, seq]) => [id, { status, seq }]));
const told = collectAnswers([run(['a', STATUS.accepted, 2], ['b', STATUS.refused, 3])]);

test('answers that are what the log says are right', () => {
  expect(told.wrong).toEqual([]);
  expect(compareAnswers(told.answers, rows(['a', 'accepted', 2], ['b', 'refused', 3]))).toEqual([]);
});

test.each([
  ['a row that is not there', rows(['a', 'accepted', 2]), /1 answers have no row, such as b/],
  [
    'another answer than the row',
    rows(['a', 'refused', 2], ['b', 'refused', 3]),
    /1 answers say something else than their row, such as a/,
  ],
  [
    'another place in the log',
    rows(['a', 'accepted', 9], ['b', 'refused', 3]),
    /1 answers say something else/,
  ],
])('%s is found', (_, found, words) => {
  expect(compareAnswers(told.answers, found)).toEqual([expect.stringMatching(words)]);
});

test('commands without an answer and with an error are found', () => {
  const { answers, wrong } = collectAnswers([
    run(['a', STATUS.unanswered, 0], ['b', STATUS.failed, 0], ['c', STATUS.failed, 0]),
  ]);
  expect(answers.size).toBe(0);
  expect(wrong).toEqual([
    '1 commands were never answered',
    '2 commands were answered with an error',
  ]);
});

test('a screen that stopped short of the last state is found', () => {
  const views = [
    { lastSeq: Int32Array.from([5, 5, 4]), lastLeft: Int32Array.from([0, 0, 1]) },
  ] as ViewsResult[];
  expect(findBehind(views, { field: 'seq', value: 5 })).toHaveLength(1);
  expect(findBehind(views, { field: 'left', value: 0 })[0]).toMatch(/^1 watchers .*left 0/);
  expect(findBehind([], { field: 'seq', value: 5 })).toEqual([]);
});
