import { sql } from 'kysely';
import type { Database } from '../connect.ts';
import { readBooks } from './books.ts';
import type { Books, Counts } from './books.ts';

/** Something that does not add up, in words and as a number of pairs or log rows. */
export type Finding = { dropId: string; what: string; drift: number };

/** How far a drop was audited, and how many pairs of each size were sold by then. */
export type Audited = { seq: number; sold: Counts };

/** What was found, and the books of the drops that add up, those first that were counted in full longest ago. */
export type AuditResult = { findings: Finding[]; audited: Map<string, Audited> };

/**
 * Checks the books of drops: counters against reservations and purchases, the log without a gap, nobody over the limit.
 * A drop that is not in `since` is counted in full; so is, the next time, one that does not add up. Of others whose log
 * grew that is counted which is held, and what was sold since, which the log names.
 */
export async function auditDrops(
  db: Database,
  since: ReadonlyMap<string, Audited>,
): Promise<AuditResult> {
  const drops = await db.selectFrom('drop').select(['id', 'seq']).execute();
  const seqs = new Map(drops.map(({ id, seq }) => [id, seq]));
  const audited = new Map([...since].filter(([id]) => seqs.has(id)));
  const findings: Finding[] = [];
  const grown = [...audited]
    .filter(([id, { seq }]) => seq !== seqs.get(id))
    .map(([id, { seq }]) => ({ id, seq }));
  for (const books of await readBooks(db, 'since', grown)) {
    findings.push(...check(books, audited));
  }
  for (const { id } of drops.filter((drop) => !since.has(drop.id))) {
    findings.push(...(await countInFull(db, id, audited)));
  }
  return { findings, audited };
}

/**
 * Counts again in full, whatever the log says, those drops that were counted longest ago: one, and more until `withinMs` have
 * passed. Finds what somebody changed by hand in rows that were finished before.
 */
export async function recountDrops(
  db: Database,
  since: ReadonlyMap<string, Audited>,
  withinMs: number,
): Promise<AuditResult> {
  const end = performance.now() + withinMs;
  const audited = new Map(since);
  const findings: Finding[] = [];
  for (const id of since.keys()) {
    audited.delete(id);
    findings.push(...(await countInFull(db, id, audited)));
    if (performance.now() > end) break;
  }
  return { findings, audited };
}

async function countInFull(
  db: Database,
  id: string,
  audited: Map<string, Audited>,
): Promise<Finding[]> {
  const [books] = await readBooks(db, 'full', [{ id, seq: 0 }]);
  return books ? check(books, audited) : [];
}

/** What is wrong with a drop's books, which are kept in `audited` when nothing is. */
function check(books: Books, audited: Map<string, Audited>): Finding[] {
  const before = audited.get(books.id) ?? { seq: 0, sold: {} };
  const sold = add(before.sold, books.bought);
  const findings = findingsOf(books, sold, before.seq);
  if (findings.length === 0) audited.set(books.id, { seq: books.seq, sold });
  else audited.delete(books.id);
  return findings;
}

function findingsOf(books: Books, bought: Counts, auditedSeq: number): Finding[] {
  const { id, seq, sizes, held, logged, last } = books;
  let miscounted = 0;
  for (const [size, total, available, reserved, sold] of sizes) {
    miscounted += Math.abs(reserved - (held[size] ?? 0)) + Math.abs(sold - (bought[size] ?? 0));
    miscounted += Math.abs(total - available - reserved - sold);
  }
  const known = new Set(sizes.map(([size]) => size));
  const unpaired = [...Object.entries(held), ...Object.entries(bought)]
    .filter(([size]) => !known.has(size))
    .reduce((sum, [, pairs]) => sum + pairs, 0);
  const drifts = {
    'counters that differ from reservations and purchases': miscounted,
    'reservations or purchases of a size that is not there': unpaired,
    'pairs beyond a limit per shopper': books.beyond,
    'log rows missing or too many': Math.abs(seq - last) + Math.abs(seq - auditedSeq - logged),
  };
  return Object.entries(drifts)
    .filter(([, drift]) => drift !== 0)
    .map(([what, drift]) => ({ dropId: id, what, drift }));
}

function add(one: Counts, other: Counts): Counts {
  const sum = { ...one };
  for (const [size, pairs] of Object.entries(other)) sum[size] = (sum[size] ?? 0) + pairs;
  return sum;
}

/** Keeps the auditor's newest word, for health and metrics to show. */
export async function writeAudit(db: Database, findings: readonly Finding[]): Promise<void> {
  const drift = findings.reduce((sum, finding) => sum + finding.drift, 0);
  await sql`
    insert into audit (audited_at, drift, findings)
    values (clock_timestamp(), ${drift}, ${JSON.stringify(findings)}::jsonb)
    on conflict (singleton) do update
    set audited_at = excluded.audited_at, drift = excluded.drift, findings = excluded.findings
  `.execute(db);
}

export type AuditState = {
  auditedAt: Date | null;
  /** How long ago that was, by Postgres; null before the first audit. */
  ageMs: number | null;
  drift: number;
  deadLetters: number;
  now: Date;
};

/** The auditor's newest word, how old it is, and how many dead letters wait. */
export async function readAudit(db: Database): Promise<AuditState> {
  const { rows } = await sql<{
    audited_at: Date | null;
    drift: number | null;
    dead_letters: number;
    now: Date;
  }>`
    select audit.audited_at, audit.drift, clock_timestamp() as now,
      (select count(*) from dead_letter where status = 'waiting') as dead_letters
    from (select 1) as one left join audit on true`.execute(db);
  const row = rows[0]!;
  return {
    auditedAt: row.audited_at,
    ageMs: row.audited_at && row.now.getTime() - row.audited_at.getTime(),
    drift: row.drift ?? 0,
    deadLetters: row.dead_letters,
    now: row.now,
  };
}
