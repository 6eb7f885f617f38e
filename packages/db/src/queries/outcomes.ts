import { toLogEntry } from '@lastpair/contracts';
import type { CommandKind, Decision, LogEntry } from '@lastpair/contracts';
import { sql } from 'kysely';
import type { Database } from '../connect.ts';

/** As a number at once: a date of a thousand rows is slow to read. */
const decidedAt = sql<number>`(extract(epoch from decided_at) * 1000)::bigint`;

const columns = [
  'drop_id',
  'seq',
  'command_id',
  'kind',
  'shopper_id',
  'payload',
  'result',
  decidedAt.as('decided_at'),
] as const;

type StoredRow = {
  drop_id: string;
  seq: number;
  command_id: string;
  kind: string;
  shopper_id: string;
  payload: string;
  result: Decision;
  decided_at: number;
};

const fromStored = (row: StoredRow): LogEntry =>
  toLogEntry({
    dropId: row.drop_id,
    seq: row.seq,
    commandId: row.command_id,
    kind: row.kind as CommandKind,
    shopperId: row.shopper_id,
    payload: row.payload,
    decidedAt: row.decided_at,
    decision: row.result,
  });

/** The log of a drop after `seq`, in order, at most `limit` rows; of one shopper alone if `shopperId` is given. */
export async function readLog(
  db: Database,
  dropId: string,
  afterSeq: number,
  limit: number,
  shopperId?: string,
): Promise<LogEntry[]> {
  const rows = await db
    .selectFrom('outcome')
    .select(columns)
    .where('drop_id', '=', dropId)
    .where('seq', '>', afterSeq)
    .$if(shopperId !== undefined, (query) => query.where('shopper_id', '=', shopperId!))
    .orderBy('seq')
    .limit(limit)
    .execute();
  return rows.map(fromStored);
}

/** The logs of drops, each after its seq and in order, at most `limit` rows in all. */
export async function readLogs(
  db: Database,
  after: readonly (readonly [dropId: string, seq: number])[],
  limit: number,
): Promise<LogEntry[]> {
  const dropIds = after.map(([dropId]) => dropId);
  const seqs = after.map(([, seq]) => seq);
  const { rows } = await sql<StoredRow>`
    select o.*
    from unnest(${dropIds}::uuid[], ${seqs}::bigint[]) as asked(drop_id, seq)
    cross join lateral (
      select drop_id, seq, command_id, kind, shopper_id, payload, result, ${decidedAt} as decided_at
      from outcome
      where outcome.drop_id = asked.drop_id and outcome.seq > asked.seq
      order by outcome.seq limit ${limit}
    ) as o
    limit ${limit}`.execute(db);
  return rows.map(fromStored);
}

/** The log entries of these commands, of whichever drops, in no order. Undecided ones are not there. */
export async function readOutcomes(db: Database, commandIds: string[]): Promise<LogEntry[]> {
  if (commandIds.length === 0) return [];
  const rows = await db
    .selectFrom('outcome')
    .select(columns)
    .where('command_id', 'in', commandIds)
    .execute();
  return rows.map(fromStored);
}

/** What the log decided of these commands, as the rules said it. Undecided ones are not there. */
export async function readDecisions(
  db: Database,
  commandIds: string[],
): Promise<{ commandId: string; kind: string; payload: string; decision: Decision }[]> {
  if (commandIds.length === 0) return [];
  const rows = await db
    .selectFrom('outcome')
    .select(['command_id', 'kind', 'payload', 'result'])
    .where('command_id', 'in', commandIds)
    .execute();
  return rows.map((row) => ({
    commandId: row.command_id,
    kind: row.kind,
    payload: row.payload,
    decision: row.result,
  }));
}

/** For each of these shoppers, how far each drop's log goes that tells of them: by drop id, the last seq. */
export async function readPositions(
  db: Database,
  shopperIds: readonly string[],
): Promise<Map<string, number>[]> {
  const rows = await db
    .selectFrom('outcome')
    .select(({ fn }) => ['shopper_id', 'drop_id', fn.max('seq').as('seq')])
    .where('shopper_id', '=', sql<string>`any(${shopperIds}::uuid[])`)
    .groupBy(['shopper_id', 'drop_id'])
    .execute();
  const byShopper = Map.groupBy(rows, (row) => row.shopper_id);
  return shopperIds.map(
    (id) => new Map((byShopper.get(id) ?? []).map((row) => [row.drop_id, row.seq])),
  );
}

/**
 * Where a reservation belongs, or undefined. It has the id of the command that made it; only when that asked for several
 * pairs the others have ids of their own.
 */
export async function findReservation(
  db: Database,
  reservationId: string,
): Promise<{ dropId: string; shopperId: string } | undefined> {
  const row = await db
    .selectFrom('outcome')
    .select(['drop_id', 'shopper_id'])
    .where('command_id', '=', reservationId)
    .where('kind', 'in', ['reserve', 'reserve_many', 'reclaim'])
    .unionAll(
      db
        .selectFrom('reservation')
        .select(['drop_id', 'shopper_id'])
        .where('id', '=', reservationId)
        .where('command_id', 'is not', null),
    )
    .executeTakeFirst();
  return row && { dropId: row.drop_id, shopperId: row.shopper_id };
}
