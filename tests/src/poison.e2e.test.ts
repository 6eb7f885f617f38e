import { laneOf } from '@lastpair/contracts';
import { expect, test } from 'vitest';
import { describeOnBothBackends } from './kit/backends.ts';
import { choke } from './kit/choke.ts';
import { useStore } from './kit/use-store.ts';

describeOnBothBackends('a command that breaks whatever touches it', (backend) => {
  const store = useStore({ backend, apis: 1, workers: 1 });
  const deadLetters = async () => (await store().merchant.http.health.query()).deadLetters;

  test('is answered `failed` and kept as a dead letter, and its neighbours are served', async () => {
    const { database } = store();
    const drop = await store().drop({
      sizes: [
        { size: 'good', total: 100 },
        { size: 'poison', total: 100 },
      ],
    });
    const before = await deadLetters();
    await using _ = await choke(database, 'insert on reservation', `new.size = 'poison'`);

    // One of the same lane, so that it is decided with the others.
    let neighbour = await store().drop({ sizes: [{ size: 'good', total: 100 }] });
    const laneCount = await store().laneCount();
    while (laneOf(neighbour.id, laneCount) !== laneOf(drop.id, laneCount)) {
      neighbour = await store().drop({ sizes: [{ size: 'good', total: 100 }] });
    }
    const shoppers = await Promise.all(Array.from({ length: 20 }, () => store().guest()));
    const [outcomes, beside] = await Promise.all([
      Promise.all(
        shoppers.map((shopper, n) => shopper.reserve(drop.id, n === 10 ? 'poison' : 'good')),
      ),
      Promise.all(shoppers.map((shopper) => shopper.reserve(neighbour.id, 'good'))),
    ]);
    expect(beside.every(({ status }) => status === 'accepted')).toBe(true);
    expect(outcomes.filter(({ status }) => status === 'accepted')).toHaveLength(19);
    expect(outcomes[10]).toMatchObject({ status: 'refused', reason: 'failed' });

    const letters = await database.query<{ command_id: string; error: string }>(
      'select command_id, error from dead_letter where drop_id = $1',
      [drop.id],
    );
    expect(letters).toHaveLength(1);
    expect(letters[0]!.command_id).toBe(outcomes[10]!.commandId);
    expect(letters[0]!.error).toContain('poison');
    expect(await deadLetters()).toBe(before + 1);
    const { commandId } = outcomes[10]!;
    expect(await shoppers[10]!.reserve(drop.id, 'poison', commandId)).toEqual(outcomes[10]);
  });
});
