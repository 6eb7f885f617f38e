import { expect, test } from 'vitest';
import { STATUS } from '../generator/lines.ts';
import type { RunResult, ViewsResult } from '../generator/messages.ts';
import { worstAge } from './ages.ts';

/** Answers: seq and when it was known; refused ones change no stock. */
const run = (...answers: [seq: number, at: number, status?: number][]): RunResult =>
  ({
    seq: Int32Array.from(answers.map(([seq]) => seq)),
    answeredAt: Float64Array.from(answers.map(([, at]) => at)),
    status: Uint8Array.from(answers.map(([, , status = STATUS.accepted]) => status)),
  }) as RunResult;
/** What lines were shown, in order. */
const shown = (...views: [line: number, seq: number, at: number][]): ViewsResult =>
  ({
    line: Int32Array.from(views.map(([line]) => line)),
    seq: Int32Array.from(views.map(([, seq]) => seq)),
    at: Float64Array.from(views.map(([, , at]) => at)),
  }) as ViewsResult;

test('stock is as old as the first change that a screen did not show', () => {
  const answers = run([2, 100], [3, 140], [4, 150]);
  expect(worstAge([answers], [shown([0, 1, 50], [0, 4, 160])])).toBe(60);
  expect(worstAge([answers], [shown([0, 1, 50], [0, 2, 105], [0, 4, 160])])).toBe(20);
});

test('the screen that is furthest behind counts, among all lines of all watchers', () => {
  const answers = run([2, 100], [3, 200]);
  const near = shown([0, 1, 50], [1, 1, 50], [0, 2, 101], [1, 2, 130], [0, 3, 201], [1, 3, 202]);
  const far = shown([0, 1, 50], [0, 3, 390]);
  expect(worstAge([answers], [near])).toBe(30);
  expect(worstAge([answers], [near, far])).toBe(290);
});

test('what was refused changed nothing, so nobody misses it', () => {
  const answers = run([2, 100, STATUS.refused], [3, 200]);
  expect(worstAge([answers], [shown([0, 1, 50], [0, 3, 210])])).toBe(10);
});
