import type { RunResult, ViewsResult } from '../generator/messages.ts';
import { withClient } from '../ground.ts';
import { collectAnswers, findBehind } from './answers.ts';

/** Asks a baseline's database whether its books add up and every accepted reservation is there. */
export async function checkBaseline(
  databaseUrl: string,
  dropIds: readonly string[],
  results: readonly RunResult[],
  views: readonly ViewsResult[],
  { countsInDatabase }: { countsInDatabase: boolean },
): Promise<string[]> {
  const { answers, wrong } = collectAnswers(results);
  const accepted = [...answers].filter(([, { status }]) => status === 'accepted');
  await withClient(databaseUrl, async (client) => {
    const { rows: books } = await client.query<{ total: number; available: number; held: number }>(
      `select d.total, d.available,
        (select count(*)::int from reservations r where r.drop_id = d.id and r.status = 'active') as held
      from drops d where d.id = any($1)`,
      [dropIds],
    );
    for (const { total, available, held } of books) {
      if (held > total) wrong.push(`${held} of ${total} pairs are held`);
      if (countsInDatabase && available + held !== total) {
        wrong.push(`${available} available and ${held} held are not ${total}`);
      }
    }
    const { rows } = await client.query<{ id: string }>(
      'select id from reservations where drop_id = any($1)',
      [dropIds],
    );
    const ids = new Set(rows.map(({ id }) => id));
    const lost = accepted.filter(([commandId]) => !ids.has(commandId)).length;
    if (lost > 0) wrong.push(`${lost} accepted reservations have no row`);
    if (ids.size !== accepted.length) wrong.push(`${ids.size} rows of ${accepted.length} accepted`);
  });
  return [...wrong, ...findBehind(views, { field: 'seq', value: accepted.length })];
}
