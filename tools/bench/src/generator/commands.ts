import { WAIT_MS } from '@lastpair/contracts';
import { v7 as uuidv7 } from 'uuid';
import { httpCommand, trpcCommand } from './lines.ts';
import type { Asking } from './messages.ts';
import { shopperIdOf, tokenOf } from './people.ts';

/** Commands ready to be written, so that a run does nothing but write and read. */
export type Commands = { ids: string[]; bytes: Buffer[] };

/**
 * Builds the bytes of all commands. `told`: whoever sends them hears all of their outcomes, as the page does, and waits for the
 * answer no longer than it; else so long that the answer is always the outcome itself.
 */
export function buildCommands(
  asking: Asking,
  { firstPerson, told }: { firstPerson: number; told: boolean },
): Commands {
  const { count, people, dropIds, size, as } = asking;
  const ids = asking.commandIds ?? Array.from({ length: count }, () => uuidv7());
  const bytes = ids.map((commandId, k) => {
    const dropId = dropIds[k % dropIds.length]!;
    const person = firstPerson + (k % people);
    switch (as) {
      case 'trpc':
        return trpcCommand(k, {
          dropId,
          size,
          commandId,
          waitMs: told ? WAIT_MS.page : WAIT_MS.max,
        });
      case 'rest':
        return httpCommand(
          `/api/drops/${dropId}/reservations`,
          { size, commandId, waitMs: WAIT_MS.max },
          tokenOf(person),
        );
      case 'plain':
        // Simple servers have no sessions: they believe what they are told, and every command is another shopper's.
        return httpCommand('/reserve', {
          dropId,
          size,
          shopperId: shopperIdOf(firstPerson + k),
          commandId,
        });
    }
  });
  return { ids, bytes };
}
