import type { Command, Decision } from '@lastpair/contracts';
import { decide } from './decide.ts';
import type { DropState } from './drop-state.ts';
import { evolve } from './evolve.ts';

/**
 * Decides commands one after the other, each on what the ones before it made true. Changes `drop` in place, so it
 * ends as the state after the last. Gives each command with its decision, in the order given.
 */
export function decideBatch(
  drop: DropState,
  commands: readonly Command[],
  now: number,
): { command: Command; decision: Decision }[] {
  return commands.map((command) => {
    const decision = decide(drop, command, now);
    if (decision.status === 'accepted') evolve(drop, decision.event, command.shopperId);
    return { command, decision };
  });
}
