import type { Outcome } from '@lastpair/contracts';
import { expect, test } from 'vitest';
import { lastOwnChange, noteOwnChange } from './own-changes.ts';

const outcome = (dropId: string, size: string, seq: number): Outcome => ({
  commandId: `c${seq}`,
  status: 'accepted',
  seq,
  reservation: { id: 'r', dropId, size, status: 'active', expiresAt: '' },
});

test('the last change counts, whichever is heard of first, of each drop and size by itself', () => {
  noteOwnChange(outcome('d1', '42', 7));
  noteOwnChange(outcome('d1', '42', 5));
  noteOwnChange(outcome('d1', '43', 9));
  noteOwnChange({ commandId: 'c10', status: 'refused', reason: 'sold_out', seq: 10 });
  expect(lastOwnChange('d1', '42')).toBe(7);
  expect(lastOwnChange('d1', '43')).toBe(9);
  expect(lastOwnChange('d2', '42')).toBe(0);
});
