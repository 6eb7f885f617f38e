import { expect, test } from 'vitest';
import { readLimits } from './read-limits.ts';

const read = (low: string, high: string, margin: string) => {
  const form = new FormData();
  form.set('low', low);
  form.set('high', high);
  form.set('margin', margin);
  return readLimits(form);
};

test('an empty limit is never reached', () => {
  expect(read('', ' 40 ', '2')).toEqual({ ok: true, limits: { low: null, high: 40, margin: 2 } });
  expect(read('0', '', '1')).toEqual({ ok: true, limits: { low: 0, high: null, margin: 1 } });
});

test.each([
  ['a limit that is no count', '1.5', '', '2', 'whole numbers'],
  ['a limit below nothing', '-1', '', '2', 'whole numbers'],
  ['limits the wrong way round', '9', '9', '2', 'less than'],
  ['no margin', '3', '', '', 'margin'],
  ['a margin of nothing', '3', '', '0', 'margin'],
])('%s is said', (_name, low, high, margin, words) => {
  const wrong = read(low, high, margin);
  expect(!wrong.ok && wrong.problem).toContain(words);
});
