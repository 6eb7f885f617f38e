import { isDeepStrictEqual } from 'node:util';
import type { Command } from '@lastpair/contracts';
import { decide, evolve } from '@lastpair/domain';
import type { DropState } from '@lastpair/domain';
import type { Shown } from '../history.ts';
import type { Book, LogRow } from './books.ts';
import type { Violations } from './violations.ts';

/** What a page may show of a drop at each seq, from 0 on. */
export type Moments = { status: DropState['status']; sizes: Shown[] }[];

/**
 * Goes through a drop's log from the beginning: every decision is made again on what the rows before it made true, and
 * what comes out at the end must be what the tables say. Gives what was true after each row.
 */
export function replayLog(book: Book, violations: Violations): Moments {
  const state = beginning(book);
  const moments: Moments = [momentOf(state)];
  const name = book.dropId.slice(-6);
  for (const [index, row] of book.log.entries()) {
    const where = `${name} at ${row.seq}: ${row.kind}`;
    if (row.seq !== index + 1) {
      violations.add('log not 1 to n', `${name}: ${row.seq} is row ${index + 1}`);
      return moments;
    }
    try {
      checkDecision(state, row, where, violations);
      checkPurchase(state, row, where, violations);
      if (row.result.status === 'accepted') evolve(state, row.result.event, row.who);
    } catch (error) {
      violations.add('a decision that does not follow', `${where}: ${String(error)}`);
    }
    moments.push(row.result.status === 'accepted' ? momentOf(state) : moments.at(-1)!);
  }
  if (book.seq !== book.log.length) {
    violations.add('log not 1 to n', `${name}: ${book.log.length} rows, and seq is ${book.seq}`);
  }
  compare(book, state, violations);
  return moments;
}

/** The drop as it was made: scheduled, with all its pairs but those that restocks brought. */
function beginning(book: Book): DropState {
  const { dropId: id, holdSeconds, limitPerShopper, priceCents, currency } = book;
  const restocked = new Map<string, number>();
  for (const { result } of book.log) {
    if (result.status !== 'accepted' || result.event.type !== 'restocked') continue;
    const { size, quantity } = result.event;
    restocked.set(size, (restocked.get(size) ?? 0) + quantity);
  }
  const sizes = [...book.sizes].map(
    ([size, { total }]): [string, DropState['sizes'] extends Map<string, infer C> ? C : never] => {
      const first = total - (restocked.get(size) ?? 0);
      return [size, { total: first, available: first, reserved: 0, sold: 0 }];
    },
  );
  return {
    id,
    status: 'scheduled',
    opensAt: null,
    holdSeconds,
    limitPerShopper,
    // The rehearsal's store has none: one crowd plays all shoppers.
    cooldownSeconds: 0,
    priceCents,
    currency,
    sizes: new Map(sizes),
    reservations: new Map(),
    slots: new Map(),
    lapses: new Map(),
  };
}

function checkDecision(state: DropState, row: LogRow, where: string, violations: Violations): void {
  // A command that broke is refused without being decided; it lies in dead letters, which are counted.
  if (row.result.status === 'refused' && row.result.reason === 'failed') return;
  const again = decide(state, commandOf(state.id, row), row.decidedAt);
  if (isDeepStrictEqual(again, row.result)) return;
  violations.add(
    'a decision that does not follow',
    `${where}: ${JSON.stringify(row.result)}, and not ${JSON.stringify(again)}`,
  );
}

/** In plain words of its own, without the rules: the reservation was this shopper's, active, and asked for in time. */
function checkPurchase(state: DropState, row: LogRow, where: string, violations: Violations): void {
  if (row.result.status !== 'accepted' || row.result.event.type !== 'purchased') return;
  const held = state.reservations.get(row.result.event.reservationId);
  const live =
    held?.status === 'active' && held.shopperId === row.who && row.receivedAt < held.expiresAt;
  if (!live) violations.add('a purchase without a live reservation', where);
}

function commandOf(dropId: string, row: LogRow): Command {
  const issued = {
    commandId: row.commandId,
    dropId,
    shopperId: row.who,
    receivedAt: row.receivedAt,
  };
  switch (row.kind) {
    case 'reserve':
      return { ...issued, kind: 'reserve', size: row.payload };
    case 'purchase':
    case 'release':
    case 'expire':
      return { ...issued, kind: row.kind, reservationId: row.payload };
    case 'restock': {
      const [quantity = '', size = ''] = row.payload.split(' x ');
      return { ...issued, kind: 'restock', size, quantity: Number(quantity) };
    }
    case 'open':
    case 'close':
      return { ...issued, kind: row.kind };
  }
}

function compare(book: Book, state: DropState, violations: Violations): void {
  const name = book.dropId.slice(-6);
  const differ = (what: string): void =>
    violations.add('tables differ from the log', `${name}: ${what}`);
  if (book.status !== state.status) differ(`status ${book.status}, not ${state.status}`);
  for (const [size, counted] of book.sizes) {
    const { total, available, reserved, sold } = counted;
    if (available + reserved + sold !== total || Math.min(available, reserved, sold) < 0) {
      violations.add('stock not exact', `${name} ${size}: ${JSON.stringify(counted)}`);
    }
    if (!isDeepStrictEqual(counted, state.sizes.get(size))) {
      differ(`${size}: ${JSON.stringify(counted)}, not ${JSON.stringify(state.sizes.get(size))}`);
    }
  }
  if (book.reservations.size !== state.reservations.size) {
    differ(`${book.reservations.size} reservations, not ${state.reservations.size}`);
  }
  let bought = 0;
  for (const [id, held] of state.reservations) {
    const { shopperId: who, size, status } = held;
    if (status === 'purchased') bought += 1;
    if (!isDeepStrictEqual(book.reservations.get(id), { who, size, status })) {
      differ(`reservation ${id}: ${JSON.stringify(book.reservations.get(id))}, not ${status}`);
    }
  }
  if (book.purchases.size !== bought) differ(`${book.purchases.size} purchases, not ${bought}`);
  for (const [id, { reservationId }] of book.purchases) {
    if (state.reservations.get(reservationId)?.status !== 'purchased') {
      violations.add('a purchase without a live reservation', `${name}: purchase ${id}`);
    }
  }
}

const momentOf = ({ status, sizes }: DropState): Moments[number] => ({
  status,
  sizes: [...sizes].map(([size, { total, available, reserved, sold }]) => [
    size,
    total,
    available,
    reserved,
    sold,
  ]),
});
