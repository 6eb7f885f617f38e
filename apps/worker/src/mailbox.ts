import { COMMANDS_PER_JOB } from '@lastpair/contracts';
import type { Command } from '@lastpair/contracts';
import type { Applied, Batch } from './apply-batch.ts';

/** What one job brought, and whoever waits for it. */
type Letter = {
  commands: readonly Command[];
  ticks: readonly string[];
  settle: (applied: Applied[]) => void;
  fail: (error: unknown) => void;
};

/** Brings what a job carries to the hand. Resolves with what came of the batch that decided it once that has committed. */
export type Deliver = (job: Pick<Batch, 'commands' | 'ticks'>) => Promise<Applied[]>;

/**
 * The mailbox of a lane: one transaction at a time, and whatever arrives meanwhile is the next one, of however many drops.
 * This makes batches exactly as large as the load asks for, with no timer. It is for order and speed; what makes it safe
 * are the drops' locks.
 */
export function createMailbox(apply: (batch: Batch) => Promise<Applied[]>): Deliver {
  const letters: Letter[] = [];
  let emptying = false;

  async function empty(): Promise<void> {
    emptying = true;
    while (letters.length > 0) {
      const taken = takeBatch(letters);
      const commands = taken.flatMap((letter) => letter.commands);
      const ticks = new Set(taken.flatMap((letter) => letter.ticks));
      try {
        const applied = await apply({ commands, ticks: [...ticks] });
        const more = applied.filter(({ moreDue }) => moreDue).map(({ dropId }) => dropId);
        if (more.length > 0) letters.push(lookAgain(more));
        for (const letter of taken) letter.settle(applied);
      } catch (error) {
        for (const letter of taken) letter.fail(error);
      }
    }
    emptying = false;
  }

  return ({ commands, ticks }) =>
    new Promise((settle, fail) => {
      letters.push({ commands, ticks, settle, fail });
      if (!emptying) void empty();
    });
}

const lookAgain = (ticks: readonly string[]): Letter => ({
  commands: [],
  ticks,
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
