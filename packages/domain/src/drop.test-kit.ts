import type { Command, Decision } from '@lastpair/contracts';
import type { DropState } from './drop-state.ts';
import { evolve } from './evolve.ts';

export const NOW = Date.UTC(2026, 10, 20, 12);
export const ALICE = 'alice';
export const BOB = 'bob';

/** An open drop with one size of three pairs and one of a single pair, a limit of one, and holds of 60 s. */
export function openDrop(changes: Partial<DropState> = {}): DropState {
  return {
    id: 'drop',
    status: 'open',
    opensAt: null,
    holdSeconds: 60,
    limitPerShopper: 1,
    cooldownSeconds: 0,
    priceCents: 19_000,
    currency: 'USD',
    sizes: new Map([
      ['42', { total: 3, available: 3, reserved: 0, sold: 0 }],
      ['43', { total: 1, available: 1, reserved: 0, sold: 0 }],
    ]),
    reservations: new Map(),
    slots: new Map(),
    lapses: new Map(),
    ...changes,
  };
}

type Asked = Command extends infer Kind
  ? Kind extends Command
    ? Omit<Kind, 'dropId' | 'commandId' | 'receivedAt' | 'shopperId'> & Partial<Kind>
    : never
  : never;

let made = 0;
/** A command from Alice, received at NOW, with an id nobody has used. */
export const command = (asked: Asked): Command => ({
  dropId: 'drop',
  commandId: `command-${(made += 1)}`,
  shopperId: ALICE,
  receivedAt: NOW,
  ...asked,
});

/** What does not add up in a drop's books, in words. Empty when all is well. */
export function faultsOf(drop: DropState): string[] {
  const faults: string[] = [];
  const held = [...drop.reservations.values()];
  for (const [label, size] of drop.sizes) {
    const count = (status: string): number =>
      held.filter((each) => each.size === label && each.status === status).length;
    if (size.reserved !== count('active')) faults.push(`${label}: reserved is not what is held`);
    if (size.sold !== count('purchased')) faults.push(`${label}: sold is not what was bought`);
    if (size.available + size.reserved + size.sold !== size.total) {
      faults.push(`${label}: a pair is nowhere or twice`);
    }
    if (Math.min(size.total, size.available, size.reserved, size.sold) < 0) {
      faults.push(`${label}: less than nothing`);
    }
  }
  const pairs = new Map<string, Set<number>>();
  for (const { shopperId, slot, status } of held) {
    if (status !== 'active' && status !== 'purchased') continue;
    const mine = pairs.get(shopperId) ?? new Set();
    if (mine.has(slot)) faults.push(`${shopperId} has slot ${slot} twice`);
    pairs.set(shopperId, mine.add(slot));
    if (mine.size > drop.limitPerShopper) faults.push(`${shopperId} has more than the limit`);
  }
  for (const [shopperId, slots] of drop.slots) {
    if (slots.size !== (pairs.get(shopperId)?.size ?? 0)) {
      faults.push(`${shopperId}: slots are not what they hold`);
    }
  }
  return faults;
}

/** The state that a log leads to, from the state at its start. */
export function replay(
  start: DropState,
  log: { command: Command; decision: Decision }[],
): DropState {
  for (const { command: each, decision } of log) {
    if (decision.status === 'accepted') evolve(start, decision.event, each.shopperId);
  }
  return start;
}
