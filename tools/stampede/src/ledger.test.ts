import { describe, expect, it } from 'vitest';
import { says } from './good-evidence.test-helper.ts';
import { createLedger } from './ledger.ts';

const ask = { kind: 'reserve', commandId: 'r', size: 'US 8' } as const;

describe('createLedger', () => {
  it('takes the first final answer, and its time', async () => {
    const ledger = createLedger();
    const entry = ledger.write(ask, 0, 100);
    ledger.note({ commandId: 'r', status: 'queued', ahead: 3 }, 101);
    expect(entry.outcome).toBeUndefined();
    ledger.note(says.reserved('r', 1), 105);
    ledger.note(says.reserved('r', 1), 110);
    expect(entry).toMatchObject({ answeredAt: 105, contradictions: 0 });
    expect(await entry.answeredWithin(0)).toBe(true);
    expect(ledger.answered()).toBe(1);
  });

  it('counts each later answer that says something else', () => {
    const ledger = createLedger();
    const entry = ledger.write(ask, 0, 100);
    ledger.note(says.reserved('r', 1), 105);
    ledger.note(says.reserved('r', 2), 106);
    ledger.note(says.refused('r', 1, 'sold_out'), 107);
    expect(entry.contradictions).toBe(2);
    expect(entry.outcome).toEqual(says.reserved('r', 1));
  });

  it('does not mind what nobody here asked', () => {
    const ledger = createLedger();
    ledger.note(says.refused('somebody else’s', 1, 'sold_out'), 105);
    expect(ledger.entries()).toEqual([]);
  });

  it('says that an answer did not come in time', async () => {
    expect(await createLedger().write(ask, 0, 0).answeredWithin(1)).toBe(false);
  });
});
