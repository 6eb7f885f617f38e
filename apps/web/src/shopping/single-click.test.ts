import type { MouseEvent } from 'react';
import { expect, test, vi } from 'vitest';
import { singleClick } from './single-click.ts';

const click = (detail: number): MouseEvent => ({ detail }) as MouseEvent;

test('a click and a press of Enter act, the second half of a double click does not', () => {
  const act = vi.fn();
  const onClick = singleClick(act);
  onClick(click(0));
  onClick(click(1));
  onClick(click(2));
  onClick(click(3));
  expect(act).toHaveBeenCalledTimes(2);
});
