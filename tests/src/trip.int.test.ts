import { openHand } from '@lastpair/db';
import type { Hand } from '@lastpair/db';
import { Client } from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import { createDatabase } from './kit/database.ts';

const EVERYTHING = {
  name: 'everything',
  text: `
    select unnest($1::uuid[])::text as uuid, unnest($2::int[])::text as int,
      unnest($3::bigint[])::text as bigint, unnest($4::timestamptz[])::text as timestamptz,
      unnest($5::text[]) as text, unnest($6::jsonb[])::text as jsonb`,
};

test('arrays of each type come to Postgres as they are, with nulls and without elements', async () => {
  const { hand } = await atHand();
  const rows = await hand.transaction((run) =>
    run(EVERYTHING, [
      ['018f0000-0000-7000-9000-00000000000A', null, 'FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF'],
      [2_147_483_647, null, -2_147_483_648],
      [Number.MAX_SAFE_INTEGER, null, Number.MIN_SAFE_INTEGER],
      [Date.UTC(2026, 10, 21, 10, 0, 0, 7), null, Date.UTC(1969, 11, 31, 23, 59, 59, 999)],
      ['“the last pair” \\ {"a",b} €👟', null, ''],
      ['{"shoe":"👟"}', null, '[]'],
    ]),
  );
  expect(rows).toEqual([
    {
      uuid: '018f0000-0000-7000-9000-00000000000a',
      int: '2147483647',
      bigint: '9007199254740991',
      timestamptz: '2026-11-21 10:00:00.007+00',
      text: '“the last pair” \\ {"a",b} €👟',
      jsonb: '{"shoe": "👟"}',
    },
    { uuid: null, int: null, bigint: null, timestamptz: null, text: null, jsonb: null },
    {
      uuid: 'ffffffff-ffff-ffff-ffff-ffffffffffff',
      int: '-2147483648',
      bigint: '-9007199254740991',
      timestamptz: '1969-12-31 23:59:59.999+00',
      text: '',
      jsonb: '[]',
    },
  ]);
  expect(await hand.transaction((run) => run(EVERYTHING, [[], [], [], [], [], []]))).toEqual([]);
});

test.each([
  ['uuid', '018f0000-0000-7000-9000-00000000000g'],
  ['uuid', 'short'],
  ['int', 2 ** 31],
  ['int', 1.5],
  ['bigint', 1.5],
  ['timestamptz', Number.NaN],
  ['text', 7],
])('what is not a %s is refused as Postgres would: %s', async (type, value) => {
  const { hand } = await atHand();
  const statement = { name: 'one', text: `select unnest($1::${type}[])` };
  await expect(hand.transaction((run) => run(statement, [[value]]))).rejects.toMatchObject({
    code: '22P02',
  });
});

const KEEP = { name: 'keep', text: 'insert into kept select unnest($1::int[])' };
const COUNT = { name: 'count', text: 'select count(*)::int as count from kept' };
const DIVIDE = { name: 'divide', text: 'select 1 / $1::int as quotient' };

test('whatever fails in a transaction leaves nothing behind, and the connection serves on', async () => {
  const { hand } = await atHand();
  const failing: Parameters<Hand['transaction']>[0][] = [
    // Postgres says no: to the first, to one in the middle, to the last; waited for or not.
    async (run) => void (await run(DIVIDE, [0])),
    async (run) => {
      void run(KEEP, [[1]]);
      void run(DIVIDE, [0]);
      void run(KEEP, [[2]]);
    },
    async (run) => {
      await run(KEEP, [[3]]);
      void run(DIVIDE, [0]);
    },
    // It never comes to Postgres, while others of the same trip are still here.
    async (run) => {
      void run(KEEP, [[4]]);
      void run(KEEP, [[0.5]]);
    },
    async (run) => {
      void run(KEEP, [[5]]);
      throw new Error('changed my mind');
    },
  ];
  for (const work of failing) await expect(hand.transaction(work)).rejects.toThrow();
  await hand.transaction(async (run) => {
    await run(KEEP, [[6, 7]]);
    void run(KEEP, [[8]]);
  });
  expect(await hand.transaction((run) => run(COUNT, []))).toEqual([{ count: 3 }]);
  expect(await hand.transaction((run) => run(DIVIDE, [1]))).toEqual([{ quotient: 1 }]);
});

test('each statement of a trip sees what others have committed before it', async () => {
  const { hand, url } = await atHand();
  const WAIT = { name: 'wait', text: 'select pg_advisory_xact_lock(1)' };
  const other = new Client({ connectionString: url });
  await other.connect();
  await other.query('begin');
  await other.query('select pg_advisory_xact_lock(1)');
  await other.query('insert into kept values (1)');
  const seen = hand.transaction(async (run) => {
    const [before, , after] = await Promise.all([run(COUNT, []), run(WAIT, []), run(COUNT, [])]);
    return { before, after };
  });
  await expect
    .poll(async () => {
      const { rows } = await other.query(`select 1 from pg_locks where not granted`);
      return rows.length;
    })
    .toBe(1);
  await other.query('commit');
  await other.end();
  expect(await seen).toEqual({ before: [{ count: 0 }], after: [{ count: 1 }] });
});

/** A hand with one connection, on a database with a table for numbers. */
async function atHand(): Promise<{ hand: Hand; url: string }> {
  const database = await createDatabase();
  onTestFinished(() => database[Symbol.asyncDispose]());
  const client = new Client({ connectionString: database.url });
  await client.connect();
  await client.query('create table kept (number int)');
  await client.end();
  const hand = openHand(database.url, { poolSize: 1, name: 'test', onError: () => {} });
  onTestFinished(() => hand.destroy());
  return { hand, url: database.url };
}
