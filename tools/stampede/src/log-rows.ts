import type { Outcome } from '@lastpair/contracts';
import type { Hold } from './holds.ts';
import type { LedgerEntry } from './ledger.ts';

/** One row of the drop's log, as far as a shopper was told of it. */
export type LogRow = {
  seq: number;
  shopper: number;
  size: string;
  /** What it did to a pair, or why it did nothing. */
  effect: 'taken' | 'bought' | 'given back' | 'refused: sold out' | 'refused: limit' | 'none';
};

/** The drop's log in its order, put together from the answers of all shoppers and the ends of their holds. */
export function logRowsOf(entries: Iterable<LedgerEntry>, holds: Iterable<Hold>): LogRow[] {
  const rows: LogRow[] = [];
  for (const { ask, shopper, outcome } of entries) {
    if (outcome?.seq === undefined) continue;
    rows.push({ seq: outcome.seq, shopper, size: ask.size, effect: effectOf(ask.kind, outcome) });
  }
  for (const { shopper, size, ends } of holds) {
    for (const { end, seq } of ends) {
      if (end !== 'expired' || seq === undefined) continue;
      rows.push({ seq, shopper, size, effect: 'given back' });
    }
  }
  return rows.toSorted((one, other) => one.seq - other.seq);
}

function effectOf(kind: LedgerEntry['ask']['kind'], outcome: Outcome): LogRow['effect'] {
  if (outcome.status === 'accepted') {
    switch (kind) {
      case 'reserve':
        return 'taken';
      case 'purchase':
        return 'bought';
      case 'release':
        return 'given back';
    }
  }
  if (kind === 'reserve' && outcome.reason === 'sold_out') return 'refused: sold out';
  if (kind === 'reserve' && outcome.reason === 'limit_reached') return 'refused: limit';
  return 'none';
}
