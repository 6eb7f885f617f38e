import type { Command } from '@lastpair/contracts';

/**
 * Commands that wait to leave for a lane: those of a drop in their order, and the drops in turn, so that a drop that
 * everybody wants holds up nobody's but its own.
 */
export type WaitingLine = {
  /** Puts a command in line and gives how many of its drop wait before it. */
  join(command: Command): number;
  /** How many wait. */
  count(): number;
  /** How many of its drop wait before a command; 0 when it does not wait. */
  placeOf(command: Command): number;
  /** Takes up to `maximum` commands away, as many of each drop as of any other that has them. */
  take(maximum: number): Command[];
};

export function createWaitingLine(): WaitingLine {
  /** By drop, none of them empty; whose turn it is comes first. */
  const drops = new Map<string, Command[]>();
  let count = 0;

  return {
    join(command) {
      count += 1;
      const waiting = drops.get(command.dropId);
      if (waiting) return waiting.push(command) - 1;
      drops.set(command.dropId, [command]);
      return 0;
    },
    count: () => count,
    placeOf({ commandId, dropId }) {
      const waiting = drops.get(dropId) ?? [];
      return Math.max(
        0,
        waiting.findIndex((each) => each.commandId === commandId),
      );
    },
    take(maximum) {
      const taken: Command[] = [];
      while (drops.size > 0 && taken.length < maximum) {
        const room = maximum - taken.length;
        const share = Math.max(1, Math.floor(room / drops.size));
        for (const [dropId, waiting] of [...drops].slice(0, room)) {
          taken.push(...waiting.splice(0, share));
          drops.delete(dropId);
          if (waiting.length > 0) drops.set(dropId, waiting);
        }
      }
      count -= taken.length;
      return taken;
    },
  };
}
