import type { Command, DeadLetter, DeadLetterKind, DeadLetterStatus } from '@lastpair/contracts';
import { CompiledQuery, sql } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import type { Database, Transaction } from '../connect.ts';
import type { Run, Statement } from '../hand/open-hand.ts';

/** Something that failed for good. While it waits there is one letter about one subject. */
export type NewDeadLetter = {
  kind: DeadLetterKind;
  subject: string;
  dropId?: string | undefined;
  orderId?: string | undefined;
  /** Of kind `command` alone. */
  command?: Command | undefined;
  payload: unknown;
  error: Error;
};

/** One letter about one subject while it waits; a failure that comes again is added to its history. */
const DEAD_LETTER: Statement = {
  name: 'dead-letter',
  text: `
    insert into dead_letter
      (id, kind, subject, drop_id, order_id, command_id, command, payload, error, attempts, history)
    values ($1, $2, $3, $4, $5, $6, $7::jsonb, $8::jsonb, $9, 1, jsonb_build_array(jsonb_build_object(
      'at', (extract(epoch from clock_timestamp()) * 1000)::bigint, 'what', 'failed: ' || $10::text)))
    on conflict (kind, subject) where status = 'waiting' and subject is not null do update
    set error = excluded.error, attempts = dead_letter.attempts + 1,
      history = dead_letter.history || excluded.history`,
};

function valuesOf({ kind, subject, dropId, orderId, command, payload, error }: NewDeadLetter) {
  const text = error.stack ?? error.message;
  return [
    uuidv7(),
    kind,
    subject,
    dropId ?? null,
    orderId ?? null,
    command?.commandId ?? null,
    command ? JSON.stringify(command) : null,
    JSON.stringify(payload ?? null),
    text,
    firstLine(text),
  ];
}

/** Keeps what failed for people to look at. */
export async function writeDeadLetter(db: Database, letter: NewDeadLetter): Promise<void> {
  await db.executeQuery(CompiledQuery.raw(DEAD_LETTER.text, valuesOf(letter)));
}

/** The same in a transaction of the hand. */
export async function sendDeadLetter(run: Run, letter: NewDeadLetter): Promise<void> {
  await run(DEAD_LETTER, valuesOf(letter));
}

const firstLine = (text: string): string => text.split('\n')[0]!.slice(0, 300);

const entry = (
  what: string,
  by?: string,
) => sql`jsonb_build_array(jsonb_strip_nulls(jsonb_build_object(
  'at', (extract(epoch from clock_timestamp()) * 1000)::bigint, 'what', ${what}::text, 'by', ${by ?? null}::text)))`;

type LetterRow = {
  id: string;
  kind: DeadLetterKind;
  status: DeadLetterStatus;
  subject: string | null;
  drop_id: string | null;
  order_id: string | null;
  command_id: string | null;
  command: unknown;
  payload: unknown;
  error: string;
  history: { at: number; what: string; by?: string }[];
  created_at: Date;
  created: string;
  resolved_at: Date | null;
};

const toLetter = (row: LetterRow): DeadLetter => ({
  id: row.id,
  kind: row.kind,
  status: row.status,
  subject: row.subject ?? row.command_id ?? row.id,
  ...(row.drop_id && { dropId: row.drop_id }),
  ...(row.order_id && { orderId: row.order_id }),
  cause: firstLine(row.error),
  error: row.error,
  payload: row.payload ?? row.command,
  history: row.history.map(({ at, ...rest }) => ({ at: new Date(at).toISOString(), ...rest })),
  createdAt: row.created_at.toISOString(),
  ...(row.resolved_at && { resolvedAt: row.resolved_at.toISOString() }),
});

/** Dead letters, newest first, the cursor of what comes after them, and how many wait in all. */
export async function readDeadLetters(
  db: Database,
  filter: {
    status?: DeadLetterStatus | undefined;
    kind?: DeadLetterKind | undefined;
    cursor?: string | undefined;
    limit: number;
  },
): Promise<{ letters: DeadLetter[]; waiting: number; next?: string }> {
  const { status, kind, cursor, limit } = filter;
  const [{ rows }, counted] = await Promise.all([
    sql<LetterRow>`
      select *, created_at::text as created from dead_letter
      where (${status ?? null}::text is null or status = ${status ?? null}::text)
        and (${kind ?? null}::text is null or kind = ${kind ?? null}::text)
        and (${cursor ?? null}::uuid is null or (created_at, id) <
          (select l.created_at, l.id from dead_letter l where l.id = ${cursor ?? null}::uuid))
      order by created_at desc, id desc limit ${limit + 1}`.execute(db),
    db
      .selectFrom('dead_letter')
      .select(({ fn }) => fn.countAll<number>().as('waiting'))
      .where('status', '=', 'waiting')
      .executeTakeFirstOrThrow(),
  ]);
  const letters = rows.slice(0, limit).map(toLetter);
  const last = letters.at(-1);
  return {
    letters,
    waiting: counted.waiting,
    ...(rows.length > limit && last && { next: last.id }),
  };
}

/** One dead letter; undefined when there is no such letter. */
export async function findDeadLetter(
  db: Database | Transaction,
  letterId: string,
): Promise<DeadLetter | undefined> {
  const { rows } = await sql<LetterRow>`
    select *, created_at::text as created from dead_letter where id = ${letterId}`.execute(db);
  return rows[0] && toLetter(rows[0]);
}

/** Notes what was done about a letter that waits, and makes it `status`. Undefined when it does not wait any more. */
export async function resolveDeadLetter(
  db: Database | Transaction,
  letterId: string,
  { status, what, by }: { status: DeadLetterStatus; what: string; by: string },
): Promise<DeadLetter | undefined> {
  const { rows } = await sql<LetterRow>`
    update dead_letter set status = ${status}, history = history || ${entry(what, by)},
      resolved_at = case when ${status} = 'waiting' then null else clock_timestamp() end
    where id = ${letterId} and status = 'waiting'
    returning *, created_at::text as created`.execute(db);
  return rows[0] && toLetter(rows[0]);
}

/** Letters that wait and that nobody was told of yet, oldest first. */
export async function readUnannounced(db: Database, limit: number): Promise<DeadLetter[]> {
  const { rows } = await sql<LetterRow>`
    select *, created_at::text as created from dead_letter
    where status = 'waiting' and announced_at is null order by created_at limit ${limit}`.execute(
    db,
  );
  return rows.map(toLetter);
}

/** People have been told of these letters. */
export async function markAnnounced(db: Database, letterIds: readonly string[]): Promise<void> {
  await sql`update dead_letter set announced_at = clock_timestamp()
    where id = any(${[...letterIds]}::uuid[])`.execute(db);
}

/** How many wait, by kind. */
export async function countDeadLetters(db: Database): Promise<Map<DeadLetterKind, number>> {
  const rows = await db
    .selectFrom('dead_letter')
    .select(({ fn }) => ['kind', fn.countAll<number>().as('count')])
    .where('status', '=', 'waiting')
    .groupBy('kind')
    .execute();
  return new Map(rows.map(({ kind, count }) => [kind, count]));
}
