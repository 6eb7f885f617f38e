import { COMMANDS_PER_JOB } from '@lastpair/contracts';
import type { Command } from '@lastpair/contracts';
import type { Applied, Batch } from './apply-batch.ts';

/** What one job brought, and whoever waits for it. */
type Letter = {
  commands: readonly Command[];
  tick: boolean;
  settle: (applied: Applied[]) => void;
  fail: (error: unknown) => void;
};

/** Brings commands to a drop. Resolves with the batches that decided them once those have committed. */
export type Deliver = (
  dropId: string,
  commands: readonly Command[],
  tick: boolean,
) => Promise<Applied[]>;

/**
 * One mailbox for each drop: one transaction at a time, and whatever arrives meanwhile is the next one. This makes
 * batches exactly as large as the load asks for, with no timer. It is for order and speed; what makes it safe is
 * the drop's lock.
 */
export function createMailboxes(apply: (batch: Batch) => Promise<Applied[]>): Deliver {
  const mailboxes = new Map<string, Letter[]>();

  async function empty(dropId: string, letters: Letter[]): Promise<void> {
    while (letters.length > 0) {
      const taken = takeBatch(letters);
      const tick = taken.some((letter) => letter.tick);
      const commands = taken.flatMap((letter) => letter.commands);
      try {
        const applied = await apply({ dropId, commands, tick });
        if (applied.some(({ moreDue }) => moreDue)) letters.push(anotherTick());
        for (const letter of taken) letter.settle(applied);
      } catch (error) {
        for (const letter of taken) letter.fail(error);
      }
    }
    mailboxes.delete(dropId);
  }

  return (dropId, commands, tick) =>
    new Promise((settle, fail) => {
      const letter = { commands, tick, settle, fail };
      const letters = mailboxes.get(dropId);
      if (letters) {
        letters.push(letter);
        return;
      }
      const opened = [letter];
      mailboxes.set(dropId, opened);
      void empty(dropId, opened);
    });
}

const anotherTick = (): Letter => ({
  commands: [],
  tick: true,
  settle: () => {},
  fail: () => {},
});

/** The oldest letters, at least one, up to about a job's worth of commands: larger gains nothing and makes all wait. */
function takeBatch(letters: Letter[]): Letter[] {
  let count = 0;
  let weight = 0;
  for (const letter of letters) {
    weight += letter.commands.length;
    if (count > 0 && weight > COMMANDS_PER_JOB) break;
    count += 1;
  }
  return letters.splice(0, count);
}
