import type { Command } from '@lastpair/contracts';
import { expect, test } from 'vitest';
import type { Applied, Batch } from './apply-batch.ts';
import { createMailboxes } from './mailbox.ts';

const APPLIED: Applied = { seq: 1, logged: [], replayed: [], deadline: undefined, moreDue: false };

const command = (commandId: string): Command => ({
  kind: 'open',
  commandId,
  dropId: 'a',
  shopperId: 's',
  receivedAt: 0,
});

/** A hand that finishes each batch only when it is told to. */
function slowHand() {
  const begun: { batch: Batch; finish: () => void; fail: (error: Error) => void }[] = [];
  const apply = (batch: Batch): Promise<Applied[]> =>
    new Promise((resolve, reject) => {
      begun.push({ batch, finish: () => resolve([APPLIED]), fail: reject });
    });
  return { begun, apply };
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('a drop has one transaction at a time, and what arrives meanwhile is the next, in order', async () => {
  const { begun, apply } = slowHand();
  const deliver = createMailboxes(apply);
  const all = ['1', '2', '3'].map((id) => deliver('a', [command(id)], false));
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

test('drops do not wait for one another, nor for a batch that failed', async () => {
  const { begun, apply } = slowHand();
  const deliver = createMailboxes(apply);
  const first = deliver('a', [command('1')], false);
  const second = deliver('b', [command('2')], false);
  await turn();
  expect(begun.map(({ batch }) => batch.dropId)).toEqual(['a', 'b']);
  begun[0]!.fail(new Error('the machine broke'));
  await expect(first).rejects.toThrow('the machine broke');
  const third = deliver('a', [command('3')], false);
  await turn();
  begun[1]!.finish();
  begun[2]!.finish();
  await Promise.all([second, third]);
});
