import { describe, expect, it } from 'vitest';
import { closingWords } from './closing-words.ts';
import { countAnswers } from './result.ts';
import type { Result } from './result.ts';
import { goodEvidence } from './good-evidence.test-helper.ts';
import { latencyOf } from './latency.ts';
import { tablesOf } from './tables.ts';
import { judge } from './verdict.ts';

const evidence = goodEvidence();
const none = latencyOf([]);
const result: Result = {
  ok: true,
  dropId: 'drop',
  seed: 7,
  transport: 'ws',
  shoppers: 4,
  seconds: 5.04,
  paceEnd: undefined,
  answers: countAnswers(evidence.entries),
  latencyMs: { reserve: latencyOf([1, 2, 1_234.5]), purchase: none, release: none, expiry: none },
  pairs: { total: 2, sold: 1, held: 0, available: 1 },
  faults: judge(evidence),
  log: { known: 7, expected: 7 },
  views: 12,
  troubles: [],
  generator: { lagMs: { ...none, max: 12 }, tooSlow: false },
};
const words = (changes: Partial<Result>): string =>
  closingWords({ ...result, ...changes }, 0).join('\n');

describe('closingWords', () => {
  it('ends a good run with a plain sentence', () => {
    expect(words({}).split('\n').at(-1)).toBe(
      'Every pair was sold exactly once, and everybody has an answer.',
    );
    expect(words({})).toContain('at most 12 ms late');
  });

  it('says what is wrong, and nothing good then', () => {
    const faults = judge({ ...evidence, ownPurchases: [], drift: 3 });
    const said = words({ ok: false, faults });
    expect(said).toContain('WRONG (counter mismatch): 2 purchases differ');
    expect(said).toContain('WRONG (drift): 3 is what');
    expect(said).not.toContain('Every pair');
  });

  it('says when the latencies are its own', () => {
    const generator = { lagMs: { ...none, max: 250 }, tooSlow: true };
    expect(words({ generator })).toContain('up to 250 ms late (more than 100)');
  });

  it('says when a log is not known in full, a store is strict, and a sale did not end', () => {
    const troubles = [{ code: '429 too_many_requests', count: 5, message: 'Wait 2 s.' }];
    const said = words({ log: { known: 6, expected: 7 }, troubles, paceEnd: 'stalled' });
    expect(said).toContain('6 of 7 rows are known');
    expect(said).toContain('5 x 429 too_many_requests: Wait 2 s.');
    expect(said).toContain('RATE_LIMITS=demo');
    expect(said).toContain('before everything was sold: stalled');
  });
});

describe('tablesOf', () => {
  it('shows answers, latencies, pairs and every kind of fault', () => {
    const tables = tablesOf(result, false);
    expect(tables).toMatch(/reserve +│ refused: sold_out +│ +1/);
    expect(tables).toMatch(/reserve +│ +3 │ +2\.0 │ +1,23\d/);
    for (const { kind } of result.faults) expect(tables).toContain(kind);
    expect(tables).not.toContain('\u001b');
  });
});
