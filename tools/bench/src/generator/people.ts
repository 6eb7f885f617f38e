import { createHash } from 'node:crypto';

/** The bearer token of shopper number `n`. Nobody signs in during a run: the rows are there before it. */
export const tokenOf = (n: number): string =>
  createHash('sha256').update(`lastpair bench ${n}`).digest('base64url');

/** The id of shopper number `n`. */
export const shopperIdOf = (n: number): string =>
  `018f0000-0000-7000-9000-${String(n).padStart(12, '0')}`;
