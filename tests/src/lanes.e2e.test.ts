import { expect, test } from 'vitest';
import { describeOnBothBackends } from './kit/backends.ts';
import { until } from './kit/until.ts';
import { useStore } from './kit/use-store.ts';

describeOnBothBackends('lanes', (backend) => {
  const store = useStore({ backend });

  const all = async () => [...Array.from({ length: await store().laneCount() }).keys()];

  /** Waits until every lane has an owner, and gives the sessions that own them. */
  const owners = async (): Promise<Set<number>> => {
    const lanes = await all();
    const rows = await until('every lane to be owned', async () => {
      const held = await store().database.query<{ lane: number; pid: number }>(
        `select objid::int as lane, pid from pg_locks
         where locktype = 'advisory' and classid = 7201 and granted and database =
           (select oid from pg_database where datname = current_database())`,
      );
      return new Set(held.map(({ lane }) => lane)).size === lanes.length && held;
    });
    expect(rows.map(({ lane }) => lane).toSorted((a, b) => a - b)).toEqual(lanes);
    return new Set(rows.map(({ pid }) => pid));
  };

  test('have one owner each, and both workers own some', async () => {
    // The first to come takes all, and gives half of them back when it sees the other.
    await until('both to own some', async () => (await owners()).size === 2);
  });

  test('have an owner again after the leases were lost, by one worker or by all, and are worked', async () => {
    const drops = await Promise.all(Array.from({ length: 16 }, () => store().drop()));
    const shopper = await store().guest();
    for (const which of ['one', 'all']) {
      const before = await owners();
      await store().database.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where application_name = 'lastpair-leases' and datname = current_database()
           and ($1 = 'all' or pid = $2)`,
        [which, [...before][0]],
      );
      await until('others', async () => {
        const after = await owners();
        return [...before].some((pid) => !after.has(pid)) && after.size === 2;
      });
    }
    const outcomes = await Promise.all(
      drops.map(({ id }) =>
        shopper.ws.reservations.reserve.mutate({ dropId: id, size: '42', waitMs: 10_000 }),
      ),
    );
    expect(outcomes.every(({ status }) => status === 'accepted')).toBe(true);
  });
});
