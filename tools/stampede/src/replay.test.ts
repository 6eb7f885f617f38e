import { describe, expect, it } from 'vitest';
import type { LogRow } from './log-rows.ts';
import { replay } from './replay.ts';

const SIZE = 'US 8';
const log = (...effects: [shopper: number, effect: LogRow['effect']][]): LogRow[] =>
  effects.map(([shopper, effect], index) => ({ seq: index + 1, shopper, size: SIZE, effect }));
const check = (rows: LogRow[], lastSeq = rows.length) =>
  replay(rows, { stock: new Map([[SIZE, 1]]), limitPerShopper: 1, firstSeq: 1, lastSeq });

describe('replay', () => {
  it('finds nothing wrong when each decision follows from those before it', () => {
    const rows = log(
      [0, 'taken'],
      [1, 'refused: sold out'],
      [0, 'refused: limit'],
      [0, 'given back'],
      [1, 'taken'],
      [1, 'bought'],
      [0, 'refused: sold out'],
      [0, 'none'],
    );
    expect(check(rows)).toEqual({
      known: 8,
      expected: 8,
      pairsBeyondStock: 0,
      wronglyRefused: 0,
      beyondLimit: 0,
      samePlace: 0,
    });
  });

  it('sees a pair given to two at once, though one of them gave it back', () => {
    const rows = log([0, 'taken'], [1, 'taken'], [1, 'given back']);
    expect(check(rows)).toMatchObject({ pairsBeyondStock: 1 });
  });

  it('sees that somebody was told all was gone while a pair was free', () => {
    const rows = log([0, 'taken'], [0, 'given back'], [1, 'refused: sold out']);
    expect(check(rows)).toMatchObject({ wronglyRefused: 1 });
  });

  it('sees that somebody was refused for a limit that was not reached', () => {
    expect(check(log([0, 'refused: limit']))).toMatchObject({ wronglyRefused: 1 });
  });

  it('sees a shopper with more pairs than allowed, who gave one back later', () => {
    const rows = log([0, 'taken'], [0, 'taken'], [0, 'given back']);
    expect(check(rows)).toMatchObject({ beyondLimit: 1 });
  });

  it('sees two commands with one place in the log', () => {
    const rows = log([0, 'taken'], [0, 'given back']).map((row) => ({ ...row, seq: 1 }));
    expect(check(rows, 1)).toMatchObject({ samePlace: 1 });
  });

  it('does not judge the order of a log of which rows are missing', () => {
    const rows = log([0, 'taken'], [1, 'taken']);
    expect(check(rows, 3)).toMatchObject({ known: 2, expected: 3, pairsBeyondStock: 0 });
  });

  it('leaves out what was before the opening and after the end', () => {
    const rows = log([0, 'taken'], [1, 'taken']);
    expect(check(rows, 1)).toMatchObject({ known: 1, expected: 1, pairsBeyondStock: 0 });
  });
});
