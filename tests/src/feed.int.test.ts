import { startFeed } from '@lastpair/api/feed';
import type { Feed } from '@lastpair/api/feed';
import type { Command, LogEntry, News } from '@lastpair/contracts';
import { connect, createDrop, migrate, openHand, readLog } from '@lastpair/db';
import type { Database, Hand } from '@lastpair/db';
import { createAfterCommit } from '@lastpair/worker/after-commit';
import { applyBatch } from '@lastpair/worker/apply-batch';
import { beforeEach, expect, test } from 'vitest';
import { createDatabase } from './kit/database.ts';
import { issued } from './kit/issued.ts';
import { newDrop } from './kit/new-drop.ts';
import { until } from './kit/until.ts';

let db: Database;
let hand: Hand;
let feed: Feed;
/** What the feed is given as news, as it comes over a wire. */
let hear: (news: News) => void;
let heard: LogEntry[];

beforeEach(async () => {
  const undo = new AsyncDisposableStack();
  const database = undo.use(await createDatabase());
  const onError = (): void => {};
  db = connect(database.url, { poolSize: 2, name: 'test', onError });
  undo.defer(() => db.destroy());
  await migrate(db);
  hand = openHand(database.url, { poolSize: 1, name: 'hand', onError });
  undo.defer(() => hand.destroy());
  const road = {
    listen: async (listener: (news: News) => void) => {
      hear = (news) => listener(JSON.parse(JSON.stringify(news)) as News);
      return async () => {};
    },
  };
  feed = await startFeed({ databaseUrl: database.url, road, onError });
  undo.defer(() => feed.stop());
  heard = [];
  feed.onEntries((entries) => void heard.push(...entries));
  feed.setNeed(() => true);
  return () => undo.disposeAsync();
});

const openDrop = async (): Promise<string> => {
  const dropId = await createDrop(db, newDrop(5));
  await decide(dropId, { kind: 'open' });
  return dropId;
};

/** Decides commands of a drop in one batch and gives the news of it. */
async function decide(
  dropId: string,
  ...asked: ({ kind: 'open' } | { kind: 'reserve'; size: string })[]
): Promise<News> {
  const commands = asked.map((ask): Command => ({ ...issued(dropId), ...ask }));
  let told: News | undefined;
  const afterCommit = createAfterCommit({
    publish: async (news) => void (told = news),
    tick: async () => {},
  });
  await afterCommit(await applyBatch(hand, { commands, ticks: [] }));
  return told!;
}

const wish = { kind: 'reserve', size: '42' } as const;
const withoutRows = ({ drops }: News): News => ({
  drops: drops.map(({ dropId, seq }) => ({ dropId, seq })),
});

test('rows that news brings are told at once, as the log has them', async () => {
  const dropId = await openDrop();
  await until('the opening', () => heard.length === 1);
  const news = await decide(dropId, wish, wish, wish);
  hear(news);
  expect(heard).toHaveLength(4);
  expect(heard).toEqual(await readLog(db, dropId, 0, 100));
});

test('whatever becomes of the news, each row is told once, in the order of its drop', async () => {
  const dropIds = [await openDrop(), await openDrop()];
  let held: News | undefined;
  const fates: ((news: News) => void)[] = [
    hear,
    (news) => hear(withoutRows(news)),
    () => {},
    (news) => (hear(news), hear(news)),
    (news) => (held = news),
    // What was held up comes after what is newer.
    (news) => (hear(news), hear(held!)),
  ];
  for (let n = 0; n < 48; n += 1) {
    fates[n % fates.length]!(await decide(dropIds[n % 5 === 0 ? 0 : 1]!, wish, wish));
  }
  await until('all rows', () => heard.length === 2 + 48 * 2);
  for (const dropId of dropIds) {
    const mine = heard.filter((entry) => entry.dropId === dropId);
    expect(mine).toEqual(await readLog(db, dropId, 0, 1_000));
  }
});

test('what nobody needs is not told, and what is needed later goes on from there', async () => {
  const dropId = await openDrop();
  feed.setNeed(() => false);
  hear(await decide(dropId, wish));
  expect(feed.known(dropId)).toBe(2);
  feed.setNeed(() => true);
  hear(await decide(dropId, wish));
  await until('the last row', () => heard.at(-1)?.seq === 3);
  expect(heard.every(({ seq }) => seq === 1 || seq === 3)).toBe(true);
});
