import { describe, expect, it } from 'vitest';
import { says } from './good-evidence.test-helper.ts';
import { createHolds } from './holds.ts';

const begun = () => {
  const holds = createHolds();
  holds.hear(4, says.reserved('r', 1), 0);
  return holds;
};
const endsOf = (holds: ReturnType<typeof createHolds>) => holds.find('r')?.ends;
const seen = {
  id: 'r',
  dropId: 'drop',
  size: 'US 8',
  status: 'expired',
  expiresAt: '2030-01-01T00:00:05.000Z',
} as const;

describe('createHolds', () => {
  it('follows a hold from its beginning to its end', async () => {
    const holds = begun();
    expect(holds.find('r')).toMatchObject({ shopper: 4, size: 'US 8', ends: [] });
    holds.hear(4, says.purchased('p', 2, 'r'), 0);
    expect(endsOf(holds)).toEqual([{ end: 'purchased', commandId: 'p', seq: 2 }]);
    expect(await holds.find('r')?.endedWithin(0)).toBe(true);
    expect([holds.count(), holds.ended(), holds.sold(), holds.boughtBy(4)]).toEqual([1, 1, 1, 1]);
  });

  it('knows how late the word of an expiry came', () => {
    const holds = begun();
    holds.hear(4, says.ended('e', 2, 'r', 'expired'), Date.parse(seen.expiresAt) + 35);
    expect(holds.find('r')?.expiredLateMs).toBe(35);
  });

  it('takes an end that is told twice, or seen and told, for one', () => {
    const holds = begun();
    holds.see(seen);
    holds.hear(4, says.ended('e', 2, 'r', 'expired'), 0);
    holds.hear(4, says.ended('e', 2, 'r', 'expired'), 0);
    holds.see(seen);
    expect(endsOf(holds)).toEqual([{ end: 'expired', commandId: 'e', seq: 2 }]);
    expect(holds.ended()).toBe(1);
  });

  it('keeps two ends apart, so that they are found', () => {
    const holds = begun();
    holds.hear(4, says.purchased('p', 2, 'r'), 0);
    holds.hear(4, says.purchased('q', 3, 'r'), 0);
    holds.see(seen);
    expect(endsOf(holds)).toHaveLength(3);
  });
});
