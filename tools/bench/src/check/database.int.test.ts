import { randomBytes, randomUUID } from 'node:crypto';
import { connect, migrate } from '@lastpair/db';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SCHEMA } from '../baselines/schema.ts';
import { STATUS } from '../generator/lines.ts';
import type { RunResult } from '../generator/messages.ts';
import { checkSettings, prepareGround, withClient } from '../ground.ts';
import type { Ground } from '../ground.ts';
import { writeHistory } from '../systems/history.ts';
import { slowCommits } from '../systems/slow-commits.ts';
import { checkBaseline } from './check-baseline.ts';
import { checkBooks, checkLastpair } from './check-lastpair.ts';

let ground: Ground;
beforeAll(async () => {
  ground = await prepareGround({ log: () => {} });
});
afterAll(() => ground.stop());

/** An empty database for one test. */
const openDatabase = async (): Promise<{ url: string }> => ({
  url: await ground.createDatabase(`test_${randomBytes(6).toString('hex')}`),
});

const sql = (url: string, text: string) => withClient(url, (client) => client.query(text));

/** A store's database with one old drop, and the answers that were given in it. */
async function openSale(url: string): Promise<{ dropIds: string[]; result: RunResult }> {
  const db = connect(url, { poolSize: 1, name: 'test', onError: () => {} });
  await migrate(db);
  await db.destroy();
  await writeHistory(url, 20);
  return withClient(url, async (client) => {
    const drops = await client.query<{ id: string }>('select id from "drop"');
    const { rows } = await client.query<{ command_id: string; seq: number }>(
      'select command_id, seq::int from outcome order by seq',
    );
    const result = {
      commandIds: rows.map(({ command_id }) => command_id),
      status: new Uint8Array(rows.length).fill(STATUS.accepted),
      seq: Int32Array.from(rows.map(({ seq }) => seq)),
    } as RunResult;
    return { dropIds: drops.rows.map(({ id }) => id), result };
  });
}

test('a history that was made up is one that adds up', async () => {
  const database = await openDatabase();
  const { dropIds, result } = await openSale(database.url);
  expect(dropIds).toHaveLength(1);
  expect(await checkLastpair(database.url, dropIds, [result], [])).toEqual([]);
});

const FREE = 'set session_replication_role = replica;';

test.each([
  ['a log with a gap', `${FREE} delete from outcome where seq = 7`],
  ['a log with a gap', 'update "drop" set seq = seq + 1'],
  [
    'reserved is not the number of active reservations',
    `${FREE} update reservation set status = 'active' where id = (select min(id::text)::uuid from reservation)`,
  ],
  [
    'counters that do not add up',
    'alter table drop_size drop constraint every_pair_is_somewhere; update drop_size set available = available - 1',
  ],
  [
    'sold is not the number of purchases',
    'update drop_size set sold = sold + 1, available = available - 1',
  ],
  [
    'a shopper beyond the limit',
    `${FREE} drop index reservation_slot; update reservation set status = 'purchased', shopper_id = '018f0000-0000-7000-9000-000000000000'`,
  ],
])('%s is found in the books', async (what, change) => {
  const database = await openDatabase();
  const { dropIds } = await openSale(database.url);
  await sql(database.url, change);
  const found = await withClient(database.url, (client) => checkBooks(client, dropIds));
  expect(found.join('\n')).toContain(what);
});

test('an answer that the log does not give is found, and a row that nobody was told of', async () => {
  const database = await openDatabase();
  const { dropIds, result } = await openSale(database.url);
  result.status[3] = STATUS.refused;
  result.commandIds[5] = randomUUID();
  const wrong = await checkLastpair(database.url, dropIds, [result], []);
  expect(wrong).toEqual([
    expect.stringMatching(/^1 answers have no row/),
    expect.stringMatching(/^1 answers say something else/),
    expect.stringMatching(/^1 outcomes belong to nobody/),
  ]);
});

test('a baseline that sold more than it had, or lost what it promised, is found', async () => {
  const database = await openDatabase();
  const [dropId, held, lost] = [randomUUID(), randomUUID(), randomUUID()];
  await sql(
    database.url,
    `${SCHEMA}; insert into drops values ('${dropId}', 1, 0);
    insert into reservations values ('${held}', '${dropId}', '${randomUUID()}', '42', 'active', now())`,
  );
  const result = {
    commandIds: [held],
    status: Uint8Array.from([STATUS.accepted]),
    seq: Int32Array.from([0]),
  } as RunResult;
  const check = (...results: RunResult[]) =>
    checkBaseline(database.url, [dropId], results, [], { countsInDatabase: true });
  expect(await check(result)).toEqual([]);
  expect((await check(result, { ...result, commandIds: [lost] })).join()).toContain(
    '1 accepted reservations have no row',
  );
  await sql(
    database.url,
    `insert into reservations values ('${lost}', '${dropId}', '${randomUUID()}', '42', 'active', now())`,
  );
  expect((await check(result)).join()).toContain('2 of 1 pairs are held');
});

test('a Postgres that can lose what it has committed is refused', async () => {
  const database = await openDatabase();
  expect(await checkSettings(database.url)).toMatch(/^\d+/);
  const name = new URL(database.url).pathname.slice(1);
  await sql(database.url, `alter database ${name} set synchronous_commit = off`);
  await expect(checkSettings(database.url)).rejects.toThrow(/synchronous_commit is off/);
});

test('slow commits wait once for each transaction that changes a drop, and for nothing else', async () => {
  const database = await openDatabase();
  await sql(database.url, `${SCHEMA}; insert into drops values ('${randomUUID()}', 1, 1)`);
  await slowCommits(database.url, 'drops', 200);
  const timed = async (text: string): Promise<number> =>
    withClient(database.url, async (client) => {
      const startedAt = performance.now();
      await client.query(text);
      return performance.now() - startedAt;
    });
  expect(await timed('update drops set available = 0')).toBeGreaterThan(199);
  expect(await timed('begin; update drops set available = 1; rollback')).toBeLessThan(199);
});
