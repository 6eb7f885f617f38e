import { expect, test } from 'vitest';
import { readShelfKey } from './use-open-shelf.ts';

test.each([null, '', '3', '3.', '3.7.1', 'x.7', '-3.7', '3.77777777777'])(
  '%o in the address opens nothing',
  (text) => {
    expect(readShelfKey(text)).toBeUndefined();
  },
);

test('a store and a model open their shelf', () => {
  expect(readShelfKey('3.7')).toEqual({ storeId: 3, modelId: 7 });
});
