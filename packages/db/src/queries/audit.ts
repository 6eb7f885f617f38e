import { sql } from 'kysely';
import type { Database } from '../connect.ts';

/** Something that does not add up, in words and as a number of pairs or log rows. */
export type Finding = { dropId: string; what: string; drift: number };

/**
 * Checks the books of drops whose log grew since `since` (by drop id, the seq audited before): counters against
 * reservations and purchases, the log without a gap, nobody over the limit. One statement for each drop, so that
 * all is of one moment. Gives what was found and how far each drop is audited now.
 */
export async function auditDrops(
  db: Database,
  since: ReadonlyMap<string, number>,
): Promise<{ findings: Finding[]; audited: Map<string, number> }> {
  const drops = await db.selectFrom('drop').select(['id', 'seq']).execute();
  const findings: Finding[] = [];
  const audited = new Map<string, number>();
  for (const { id, seq } of drops) {
    const before = since.get(id);
    if (before === seq) {
      audited.set(id, seq);
      continue;
    }
    const found = await auditDrop(db, id, before ?? 0);
    findings.push(...found.findings);
    // A drop that does not add up is looked at again in full, until it does.
    if (found.findings.length === 0) audited.set(id, found.seq);
  }
  return { findings, audited };
}

async function auditDrop(
  db: Database,
  dropId: string,
  auditedSeq: number,
): Promise<{ findings: Finding[]; seq: number }> {
  const { rows } = await sql<{
    seq: number;
    logged: number;
    last: number;
    over_limit: number;
    unpaired: number;
    miscounted: number;
  }>`
    with held as (
      select size, count(*) as pairs from reservation
      where drop_id = ${dropId} and status in ('active', 'paying') group by size
    ), bought as (
      select size, count(*) as pairs from purchase where drop_id = ${dropId} group by size
    ), counted as (
      select coalesce(sum(
          abs(s.reserved - coalesce(held.pairs, 0)) + abs(s.sold - coalesce(bought.pairs, 0))
          + abs(s.total - s.available - s.reserved - s.sold)), 0) as drift,
        coalesce(sum(held.pairs), 0) as held, coalesce(sum(bought.pairs), 0) as bought
      from drop_size s left join held using (size) left join bought using (size)
      where s.drop_id = ${dropId}
    )
    select d.seq,
      log.logged, log.last,
      (select count(*) from reservation r where r.drop_id = d.id
        and r.status in ('active', 'paying', 'purchased') and r.slot > d.limit_per_shopper) as over_limit,
      ((select abs(coalesce(sum(pairs), 0) - counted.held) from held)
        + (select abs(coalesce(sum(pairs), 0) - counted.bought) from bought))::int as unpaired,
      counted.drift::int as miscounted
    from "drop" d, counted, (
      select count(*) as logged, coalesce(max(seq), ${auditedSeq}) as last
      from outcome where drop_id = ${dropId} and seq > ${auditedSeq}) as log
    where d.id = ${dropId}`.execute(db);
  const row = rows[0];
  if (!row) return { findings: [], seq: auditedSeq };
  const drifts = {
    'counters that differ from reservations and purchases': row.miscounted,
    'reservations or purchases of a size that is not there': row.unpaired,
    'pairs beyond a limit per shopper': row.over_limit,
    'log rows missing or too many':
      Math.abs(row.seq - row.last) + Math.abs(row.seq - auditedSeq - row.logged),
  };
  const findings = Object.entries(drifts)
    .filter(([, drift]) => drift !== 0)
    .map(([what, drift]) => ({ dropId, what, drift }));
  return { findings, seq: row.seq };
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
