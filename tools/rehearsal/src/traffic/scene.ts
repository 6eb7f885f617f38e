import type { Outcome } from '@lastpair/contracts';
import type { Asked, History } from '../history.ts';

/** What all who take part share. */
export type Scene = {
  seed: number;
  urls: readonly string[];
  merchantToken: string;
  history: History;
  /** Drops that are sold now, the newest last. */
  onSale: { id: string; sizes: string[]; holdMs: number }[];
  /** Set at the end: those under way finish, nobody begins anew. */
  closing: boolean;
  /** Commands asked and answered so far. */
  counts: { asked: number; answered: number };
  /** Orders that were completed and may be refunded. */
  completed: string[];
  /** Every drop that was made, on sale or not. */
  drops: string[];
};

/** What somebody asks of the store; `rival` when somebody uses the same id for something else. */
export type Ask = Asked & { rival?: boolean };

/** How it came out: a final outcome, or that the id is taken. */
export type Answer = Outcome | 'conflict';
