import type { Command } from '@lastpair/contracts';
import { expect, test } from 'vitest';
import type { Applied, Batch } from './apply-batch.ts';
import { createMailbox } from './mailbox.ts';

const APPLIED: Applied = {
  dropId: 'a',
  seq: 1,
  logged: [],
  decidedAt: 0,
  replayed: [],
  deadlines: [],
  moreDue: false,
};

const job = (commandId: string, dropId = 'a') => ({
  commands: [{ kind: 'open', commandId, dropId, shopperId: 's', receivedAt: 0 } satisfies Command],
  ticks: [],
});

/** A hand that finishes each batch only when it is told to. */
function slowHand() {
  const begun: {
    batch: Batch;
    finish: (applied?: Applied) => void;
    fail: (error: Error) => void;
  }[] = [];
  const apply = (batch: Batch): Promise<Applied[]> =>
    new Promise((resolve, reject) => {
      begun.push({ batch, finish: (applied = APPLIED) => resolve([applied]), fail: reject });
    });
  return { begun, apply };
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('a lane has one transaction at a time, and what arrives meanwhile is the next, in order, of whichever drops', async () => {
  const { begun, apply } = slowHand();
  const deliver = createMailbox(apply);
  const all = [job('1'), job('2', 'b'), job('3')].map(deliver);
  await turn();
  expect(begun).toHaveLength(1);
  begun[0]!.finish();
  await all[0];
  await turn();
  expect(begun).toHaveLength(2);
  expect(begun[1]!.batch.commands.map(({ commandId }) => commandId)).toEqual(['2', '3']);
  begun[1]!.finish();
  await Promise.all(all);
});

test('what failed is told to those who sent it, and the lane goes on', async () => {
  const { begun, apply } = slowHand();
  const deliver = createMailbox(apply);
  const first = deliver(job('1'));
  const second = deliver(job('2'));
  await turn();
  begun[0]!.fail(new Error('the machine broke'));
  await expect(first).rejects.toThrow('the machine broke');
  await turn();
  begun[1]!.finish();
  await second;
});

test('a clock is looked at once for all who ask, and again while there is more', async () => {
  const { begun, apply } = slowHand();
  const deliver = createMailbox(apply);
  const ticks = (...dropIds: string[]) => deliver({ commands: [], ticks: dropIds });
  const all = [deliver(job('1')), ticks('a', 'b'), ticks('b')];
  await turn();
  begun[0]!.finish();
  await turn();
  expect(begun[1]!.batch.ticks).toEqual(['a', 'b']);
  begun[1]!.finish({ ...APPLIED, dropId: 'b', moreDue: true });
  await Promise.all(all);
  await turn();
  expect(begun[2]!.batch).toEqual({ commands: [], ticks: ['b'] });
  begun[2]!.finish();
  await turn();
  expect(begun).toHaveLength(3);
});
