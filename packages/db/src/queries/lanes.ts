import type { Database } from '../connect.ts';

/** How many lanes the store has. To change it, end all processes first: those that disagree would send commands where nobody looks. */
export async function readLaneCount(db: Database): Promise<number> {
  const { count } = await db.selectFrom('lanes').select('count').executeTakeFirstOrThrow();
  return count;
}
