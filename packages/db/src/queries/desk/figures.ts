import type { Mark, TapState, TransferStatus } from '@lastpair/contracts';
import { sql } from 'kysely';
import type { Database } from '../../connect.ts';

/** What the desk comes to, in numbers. */
export type DeskFigures = {
  /** Messages of taps since they were added. */
  readings: { heard: number; bad: number; overtaken: number };
  taps: Partial<Record<TapState, number>>;
  openAlerts: Partial<Record<Exclude<Mark, 'ok'>, number>>;
  openTransfers: Partial<Record<TransferStatus, number>>;
  calls: { waiting: number; dead: number };
};

/** Reads them. What is over is not counted, so that it stays cheap. */
export async function readDeskFigures(db: Database): Promise<DeskFigures> {
  const { rows } = await sql<DeskFigures>`
    select
      (select json_build_object('heard', coalesce(sum(readings), 0), 'bad', coalesce(sum(bad), 0),
        'overtaken', coalesce(sum(overtaken), 0)) from tap) as readings,
      (select coalesce(json_object_agg(state, count), '{}')
        from (select state, count(*) from tap group by state) as t) as taps,
      (select coalesce(json_object_agg(kind, count), '{}')
        from (select kind, count(*) from alert where status <> 'cleared' group by kind) as a) as "openAlerts",
      (select coalesce(json_object_agg(status, count), '{}')
        from (select status, count(*) from transfer where status in ('requested', 'in_transit') group by status) as t)
        as "openTransfers",
      (select json_build_object('waiting', count(*) filter (where not dead), 'dead', count(*) filter (where dead))
        from webhook_call) as calls`.execute(db);
  return rows[0]!;
}
