import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { onTheWay, stepTransfer } from './index.ts';
import type { TransferState, TransferStep } from './index.ts';

const requested: TransferState = {
  status: 'requested',
  requested: 10,
  sent: 0,
  received: 0,
  missing: 0,
};
const inTransit: TransferState = { ...requested, status: 'in_transit', sent: 10 };

describe('a step of a transfer', () => {
  test.each<[string, TransferState, TransferStep, string]>([
    ['editing what is requested', requested, { kind: 'edit', quantity: 4 }, 'requested'],
    ['editing what is sent', inTransit, { kind: 'edit', quantity: 4 }, 'not_requested'],
    ['calling it off in time', requested, { kind: 'cancel' }, 'cancelled'],
    ['calling it off too late', inTransit, { kind: 'cancel' }, 'not_requested'],
    ['sending', requested, { kind: 'send', quantity: 10, onShelf: 10 }, 'in_transit'],
    ['sending fewer', requested, { kind: 'send', quantity: 3, onShelf: 3 }, 'in_transit'],
    ['sending more than asked', requested, { kind: 'send', quantity: 11, onShelf: 99 }, 'too_many'],
    [
      'sending what is not there',
      requested,
      { kind: 'send', quantity: 10, onShelf: 9 },
      'not_enough',
    ],
    ['sending twice', inTransit, { kind: 'send', quantity: 1, onShelf: 9 }, 'not_requested'],
    [
      'receiving what is not sent',
      requested,
      { kind: 'receive', received: 1, missing: 0 },
      'not_in_transit',
    ],
    ['receiving all', inTransit, { kind: 'receive', received: 10, missing: 0 }, 'received'],
    ['receiving some', inTransit, { kind: 'receive', received: 4, missing: 0 }, 'in_transit'],
    [
      'receiving some, the rest missing',
      inTransit,
      { kind: 'receive', received: 4, missing: 6 },
      'received',
    ],
    [
      'receiving more than sent',
      inTransit,
      { kind: 'receive', received: 9, missing: 2 },
      'too_many',
    ],
  ])('%s', (_name, transfer, step, expected) => {
    const stepped = stepTransfer(transfer, step);
    expect(stepped.status === 'done' ? stepped.transfer.status : stepped.reason).toBe(expected);
  });
});

test('whatever is tried, no pair is made, lost or in two places', () => {
  const quantity = fc.integer({ min: 1, max: 12 });
  const step = fc.oneof(
    fc.record({ kind: fc.constant('edit' as const), quantity }),
    fc.record({ kind: fc.constant('cancel' as const) }),
    fc.record({ kind: fc.constant('send' as const), quantity }),
    fc.record({ kind: fc.constant('receive' as const), received: fc.nat(12), missing: fc.nat(12) }),
  );
  fc.assert(
    fc.property(
      fc.nat(15),
      quantity,
      fc.array(step, { maxLength: 12 }),
      (onShelf, asked, steps) => {
        let from = onShelf;
        let to = 0;
        let transfer: TransferState = { ...requested, requested: asked };
        for (const each of steps) {
          const before = transfer;
          const stepped = stepTransfer(
            transfer,
            each.kind === 'send' ? { ...each, onShelf: from } : each,
          );
          if (stepped.status === 'refused') continue;
          ({ transfer } = stepped);
          from -= stepped.taken;
          to += stepped.put;
          expect(['received', 'cancelled']).not.toContain(before.status);
          expect(from + onTheWay(transfer) + to + transfer.missing).toBe(onShelf);
          for (const count of [from, to, onTheWay(transfer), transfer.missing]) {
            expect(count).toBeGreaterThanOrEqual(0);
          }
          expect(transfer.sent).toBeLessThanOrEqual(transfer.requested);
          expect(transfer.status === 'in_transit').toBe(onTheWay(transfer) > 0);
        }
      },
    ),
  );
});
