import { sql } from 'kysely';
import type { Kysely } from 'kysely';

/**
 * How many lanes there are, which every process must agree on. A lane is decided by one worker at a time, so there are as
 * many as workers may share the work; the fewer there are, the larger are the batches of many drops.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table lanes (
      one_row boolean primary key default true check (one_row),
      count smallint not null check (count between 1 and 64)
    )`.execute(db);
  await sql`insert into lanes (count) values (2)`.execute(db);
}
