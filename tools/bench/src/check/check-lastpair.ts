import type { Client } from 'pg';
import type { RunResult, ViewsResult } from '../generator/messages.ts';
import { withClient } from '../ground.ts';
import { collectAnswers, compareAnswers, findBehind } from './answers.ts';

/** Asks the store's database whether its books add up, and whether they say what everybody was told. */
export async function checkLastpair(
  databaseUrl: string,
  dropIds: readonly string[],
  results: readonly RunResult[],
  views: readonly ViewsResult[],
): Promise<string[]> {
  const { answers, wrong } = collectAnswers(results);
  return withClient(databaseUrl, async (client) => {
    const { rows } = await client.query<{ command_id: string; status: string; seq: string }>(
      `select command_id, result->>'status' as status, seq from outcome
      where drop_id = any($1) and kind = 'reserve'`,
      [dropIds],
    );
    const found = new Map(
      rows.map(({ command_id, status, seq }) => [command_id, { status, seq: Number(seq) }]),
    );
    wrong.push(...compareAnswers(answers, found));
    const unasked = rows.filter(({ command_id }) => !answers.has(command_id)).length;
    if (unasked > 0) wrong.push(`${unasked} outcomes belong to nobody's answer`);
    wrong.push(...(await checkBooks(client, dropIds)));
    if (views.length > 0) {
      const { rows: sizes } = await client.query<{ available: number }>(
        'select available from drop_size where drop_id = $1 order by position limit 1',
        [dropIds[0]],
      );
      wrong.push(...findBehind(views, { field: 'left', value: sizes[0]?.available ?? -1 }));
    }
    return wrong;
  });
}

/** Counters against reservations and purchases, the log without a gap, nobody beyond the limit. */
export async function checkBooks(client: Client, dropIds: readonly string[]): Promise<string[]> {
  const { rows } = await client.query<{ drop_id: string; what: string }>(
    `
    select s.drop_id, 'counters that do not add up' as what from drop_size s
      where s.drop_id = any($1) and s.available + s.reserved + s.sold <> s.total
    union all
    select s.drop_id, 'reserved is not the number of active reservations' from drop_size s
      where s.drop_id = any($1) and s.reserved <> (select count(*) from reservation r
        where r.drop_id = s.drop_id and r.size = s.size and r.status = 'active')
    union all
    select s.drop_id, 'sold is not the number of purchases' from drop_size s
      where s.drop_id = any($1) and s.sold <> (select count(*) from purchase p
        where p.drop_id = s.drop_id and p.size = s.size)
    union all
    select d.id, 'a log with a gap' from "drop" d
      where d.id = any($1) and (select row(count(*), coalesce(max(o.seq), 0)) from outcome o
        where o.drop_id = d.id) <> row(d.seq, d.seq)
    union all
    select r.drop_id, 'a shopper beyond the limit' from reservation r join "drop" d on d.id = r.drop_id
      where r.drop_id = any($1) and r.status in ('active', 'purchased')
      group by r.drop_id, r.shopper_id, d.limit_per_shopper having count(*) > d.limit_per_shopper`,
    [dropIds],
  );
  return rows.map(({ drop_id, what }) => `${what} (drop ${drop_id})`);
}
