import { expect, test } from 'vitest';
import { perSecondOf } from './per-second-of.ts';

const second = (accepted: number, refused: number) => ({ at: '', accepted, refused });

test('the last whole seconds are averaged; the one that is not over does not count', () => {
  expect(perSecondOf([second(90, 0), second(3, 1), second(4, 2), second(5, 3), second(1, 0)])).toBe(
    6,
  );
});

test('nothing decided is none a second', () => {
  expect(perSecondOf([])).toBe(0);
  expect(perSecondOf([second(7, 7)])).toBe(0);
});
