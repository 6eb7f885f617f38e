import type { PendingCommand } from './shopping-state.ts';

const KEY = 'lastpair-pending';

/** The commands that were pending when this tab was last seen. Broken ones are left out. */
export function keptCommands(storage: Pick<Storage, 'getItem'>): PendingCommand[] {
  try {
    const kept: unknown = JSON.parse(storage.getItem(KEY) ?? '[]');
    return Array.isArray(kept) ? kept.filter(isPendingCommand) : [];
  } catch {
    return [];
  }
}

/** Keeps the pending commands of this tab, so that a reload does not lose them. */
export function keepCommands(
  storage: Pick<Storage, 'setItem'>,
  commands: readonly PendingCommand[],
): void {
  try {
    storage.setItem(KEY, JSON.stringify(commands));
  } catch {
    // A browser that keeps nothing only loses what was pending on a reload; the bag still shows what came of it.
  }
}

function isPendingCommand(kept: unknown): kept is PendingCommand {
  if (typeof kept !== 'object' || kept === null) return false;
  const { commandId, dropId, kind, size, sentAt } = kept as Partial<PendingCommand>;
  return (
    typeof commandId === 'string' &&
    typeof dropId === 'string' &&
    typeof size === 'string' &&
    typeof sentAt === 'number' &&
    (kind === 'reserve' || kind === 'purchase' || kind === 'release')
  );
}
