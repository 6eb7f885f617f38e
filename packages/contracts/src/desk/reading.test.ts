import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseReading, readReading } from './reading.ts';

test('what a tap says is trimmed and normalised, and nothing else of it is kept', () => {
  const line =
    '{"store":"  Cafe\\u0301 ","model":"ＡＤＥＲＩ","inventory":3,"__proto__":{"x":1},"more":1}';
  expect(parseReading(line)).toEqual({ store: 'Café', model: 'ADERI', inventory: 3 });
});

test('whatever comes, there is a reading or a reason', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (line) => {
      const parsed = parseReading(line);
      expect('bad' in parsed || parsed.inventory >= 0).toBe(true);
    }),
  );
  fc.assert(
    fc.property(fc.anything(), (value) => {
      expect(readReading(value)).toBeTypeOf('object');
    }),
  );
});
