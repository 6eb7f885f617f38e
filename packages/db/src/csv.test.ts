import { expect, test } from 'vitest';
import { toCsvLine } from './csv.ts';

test.each([
  [['Laval', 84, null], '"Laval",84,'],
  [['say "hi", you\nthere'], '"say ""hi"", you\nthere"'],
  [['=1+1', '+1', '-1', '@x', '\tx', '\rx'], `"'=1+1","'+1","'-1","'@x","'\tx","'\rx"`],
  [[-1, 1.5], '-1,1.5'],
  [['a=b'], '"a=b"'],
])('%j is %s', (cells, line) => {
  expect(toCsvLine(cells)).toBe(`${line}\r\n`);
});
