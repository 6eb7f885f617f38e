import type { Pool } from 'pg';
import { HOLD, isDuplicate } from './serve.ts';
import type { Answer, Ask } from './serve.ts';

/** Reserves with one statement, which is a transaction by itself and takes the row's lock only while there is stock. */
export async function reserveAtomically(pool: Pool, ask: Ask): Promise<Answer> {
  const { dropId, shopperId, commandId, size } = ask;
  try {
    const { rows } = await pool.query<{ available: number }>({
      name: 'reserve',
      text: `
        with taken as (
          update drops set available = available - 1 where id = $1 and available > 0
          returning available
        ), held as (
          insert into reservations (id, drop_id, shopper_id, size, status, expires_at)
          select $2, $1, $3, $4, 'active', now() + interval '${HOLD}' from taken
        )
        select available from taken`,
      values: [dropId, commandId, shopperId, size],
    });
    const left = rows[0]?.available;
    if (left === undefined) return { status: 'refused', commandId, reason: 'sold_out' };
    return { status: 'accepted', commandId, left };
  } catch (error) {
    // The unique index: the whole statement is undone, stock and all.
    if (isDuplicate(error)) return { status: 'refused', commandId, reason: 'limit_reached' };
    throw error;
  }
}
