import { laneOf } from '@lastpair/contracts';
import type { View } from '@lastpair/contracts';
import { expect, test } from 'vitest';
import { until } from './kit/until.ts';
import { useStore } from './kit/use-store.ts';

const CROWD = 32;
/** What one message may carry, nearly. */
const EACH = 90;

const store = useStore({ backend: 'postgres', apis: 1, workers: 1 });

/** A drop that shares its lane with another. */
async function neighbourOf(drop: View): Promise<View> {
  const laneCount = await store().laneCount();
  for (;;) {
    const other = await store().drop();
    if (laneOf(other.id, laneCount) === laneOf(drop.id, laneCount)) return other;
  }
}

test('who wants a pair of a quiet drop does not wait for a hot one’s line in the same lane', async () => {
  const hot = await store().drop();
  const quiet = await neighbourOf(hot);
  const crowd = await Promise.all(Array.from({ length: CROWD }, () => store().guest()));
  const shopper = await store().guest();
  await Promise.all([...crowd, shopper].map((each) => each.ws.me.get.query()));
  const [worker] = store().processes.workers;
  using undo = new DisposableStack();
  undo.defer(() => worker!.kill('SIGCONT'));
  // A line forms while nobody decides.
  worker!.kill('SIGSTOP');
  const ask = (dropId: string) => ({ dropId, size: '42', waitMs: 0 });
  await Promise.all(
    crowd.flatMap(({ ws }) =>
      Array.from({ length: EACH }, () => ws.reservations.reserve.mutate(ask(hot.id))),
    ),
  );
  const { commandId, status } = await shopper.ws.reservations.reserve.mutate(ask(quiet.id));
  expect(status).toBe('queued');
  worker!.kill('SIGCONT');

  const decided = await until('all to be decided', async () => {
    const [row] = await store().database.query<{ all: number; later: number }>(
      `select count(*)::int as all,
         count(*) filter (where decided_at > (select decided_at from outcome where command_id = $2))::int as later
       from outcome where drop_id = $1 and kind = 'reserve'`,
      [hot.id, commandId],
    );
    return row!.all === CROWD * EACH && row;
  });
  // All of them had asked before.
  expect(decided.later).toBeGreaterThan(decided.all / 4);
  console.info(`${decided.later} of ${decided.all} who had asked before were decided later`);
});
