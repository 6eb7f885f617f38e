import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Reading } from '@lastpair/contracts';
import { expect, test } from 'vitest';
import { watchDesk } from '../kit/desk.ts';
import type { TestStore } from '../kit/store.ts';
import { openTap } from '../kit/tap.ts';
import type { TestTap } from '../kit/tap.ts';
import { until } from '../kit/until.ts';

/** What is true of taps, whatever carries the readings. */
export function tapTests(store: () => TestStore): void {
  const desk = () => store().merchant.http.desk;
  const listenTo = async (tap: TestTap, name: string): Promise<number> => {
    // A test that is tried again adds another tap.
    const { id } = await desk().taps.add.mutate({ name: `${name} :${tap.port}`, url: tap.url });
    await until('a listener', () => tap.listening() === 1);
    return id;
  };
  const reported = async (tapId: number) => {
    const taps = await desk().taps.list.query();
    return taps.find(({ id }) => id === tapId)!;
  };

  test('a tap that is added is listened to by one worker, and its levels are on every screen', async () => {
    await using tap = await openTap();
    const pages = store().urls.map((_, api) => watchDesk(store().merchantAt(api)));
    await until('snapshots', () => pages.every((page) => page.latest()?.kind === 'snapshot'));
    const id = await listenTo(tap, 'One');
    tap.tell('Laval', 'ADERI', 84);
    tap.tell('Anjou', 'ADERI', 10);
    tap.tell('Laval', 'ADERI', 83);
    for (const page of pages) {
      await until('the newest level', () => page.inventory('Laval', 'ADERI') === 83);
      expect(page.inventory('Anjou', 'ADERI')).toBe(10);
      await until('the tap to be reported', () => {
        const shown = page.latest()?.taps.find((each) => each.id === id);
        return shown?.state === 'live' && shown.readings === 3;
      });
      page.stop();
    }
    await desk().taps.switch.mutate({ tapId: id, on: false });
    await until('silence', () => tap.listening() === 0);
    await desk().taps.switch.mutate({ tapId: id, on: true });
    await until('a listener again', () => tap.listening() === 1);
    expect(tap.most()).toBe(1);
    await desk().taps.remove.mutate({ tapId: id });
    await until('silence', () => tap.listening() === 0);
  });

  test('a recorded feed ends with the last level of every shelf', async () => {
    await using tap = await openTap();
    await listenTo(tap, 'Recorded');
    const file = path.join(import.meta.dirname, '../../fixtures/tap.jsonl');
    const lines = (await readFile(file, 'utf8')).trim().split('\n');
    // One message with many lines, then one for each.
    tap.say(lines.slice(0, 50).join('\n'), ...lines.slice(50));
    const last = new Map(
      lines.map((line) => {
        const { store: name, model, inventory } = JSON.parse(line) as Reading;
        return [`${name} ${model}`, inventory];
      }),
    );
    const page = watchDesk(store().merchant);
    await until('all levels', () =>
      [...last].every(([key, inventory]) => {
        const [, name, model] = /^(.*) (\S+)$/.exec(key)!;
        return page.inventory(name!, model!) === inventory;
      }),
    );
    page.stop();
    const { storeId, modelId } = page.shelf('Quai Nord', 'TALVO')!;
    const said = lines.filter((line) => line.includes('Quai Nord') && line.includes('TALVO'));
    const { items } = await desk().history.query({ storeId, modelId, limit: 500 });
    const told = said.map((line) => (JSON.parse(line) as Reading).inventory);
    expect(items.map(({ inventory }) => inventory).toReversed()).toEqual(told);
  });

  test('what is no reading is counted, kept with the reason, and stops nothing', async () => {
    await using tap = await openTap();
    const tapId = await listenTo(tap, 'Hostile');
    const name = (length: number) => 'x'.repeat(length);
    const bad: [string, string][] = [
      ['not_json', 'hello'],
      ['not_json', '{"store":"a","model":"b","inventory":1'],
      ['not_an_object', '[1,2,3]'],
      ['not_an_object', 'null'],
      ['not_an_object', '"text"'],
      ['bad_store', '{"model":"b","inventory":1}'],
      ['bad_store', '{"store":"   ","model":"b","inventory":1}'],
      ['bad_store', `{"store":"${name(81)}","model":"b","inventory":1}`],
      ['bad_store', '{"store":"a\\u0000b","model":"b","inventory":1}'],
      ['bad_store', '{"store":"a\\ud800","model":"b","inventory":1}'],
      ['bad_store', '{"store":{"$ne":1},"model":"b","inventory":1}'],
      ['bad_model', '{"store":"a","model":7,"inventory":1}'],
      ['bad_inventory', '{"store":"a","model":"b","inventory":-1}'],
      ['bad_inventory', '{"store":"a","model":"b","inventory":1.5}'],
      ['bad_inventory', '{"store":"a","model":"b","inventory":"3"}'],
      ['bad_inventory', '{"store":"a","model":"b","inventory":1e300}'],
      ['bad_inventory', '{"store":"a","model":"b"}'],
      ['too_long', `{"store":"${name(3_000)}"}`],
    ];
    tap.say(...bad.map(([, text]) => text), Buffer.from([1, 2, 3]));
    const injected = `'); drop table shelf; --`;
    tap.tell(injected, '__proto__', 5);
    tap.say('\n\n{"store":"After","model":"ADERI","inventory":4,"more":[1]}\n\n');
    const page = watchDesk(store().merchant);
    await until('what came after', () => page.inventory('After', 'ADERI') === 4);
    await until('a name is a name', () => page.inventory(injected, '__proto__') === 5);
    page.stop();
    await until('the count', async () => (await reported(tapId)).bad === bad.length + 1);
    const { items } = await desk().taps.badReadings.query({ tapId });
    expect(items.map(({ reason }) => reason).toReversed()).toEqual([
      ...bad.map(([reason]) => reason),
      'not_json',
    ]);
    expect(Math.max(...items.map(({ text }) => text.length))).toBeLessThanOrEqual(200);
    expect((await reported(tapId)).state).toBe('live');
    expect(tap.connections()).toBe(1);
  });

  test('a connection that drops is made again; one that sends too much at once, too', async () => {
    await using tap = await openTap();
    const tapId = await listenTo(tap, 'Dropping');
    const page = watchDesk(store().merchant);
    for (let times = 1; times <= 2; times += 1) {
      tap.cut();
      await until('it is back', () => tap.connections() === times + 1 && tap.listening() === 1);
      tap.tell('Dropping', 'ADERI', times);
      await until('the level', () => page.inventory('Dropping', 'ADERI') === times);
    }
    tap.say(Buffer.alloc(2 * 1024 * 1024, 'x'));
    await until('it is back', () => tap.connections() === 4 && tap.listening() === 1);
    tap.tell('Dropping', 'ADERI', 77);
    await until('the level', () => page.inventory('Dropping', 'ADERI') === 77);
    page.stop();
    await until('it is said', async () => (await reported(tapId)).connections === 4);
    expect(tap.most()).toBe(1);
  });

  test('in a flood the newest levels arrive, and shoppers are served meanwhile', async () => {
    await using tap = await openTap();
    await listenTo(tap, 'Flood');
    const drop = await store().drop({ limitPerShopper: 9 });
    const shopper = await store().guest();
    const names = Array.from({ length: 40 }, (_, n) => `F${n}`);
    await desk().readings.send.mutate({
      readings: names.map((model) => ({ store: 'Flood', model, inventory: 30_000 })),
    });
    // A page has room for fifty models, and others were here first: it says which it wants.
    const { items } = await desk().models.query({ limit: 500 });
    const modelIds = items.filter(({ name }) => names.includes(name)).map(({ id }) => id);
    const page = watchDesk(store().merchant, { modelIds });
    const newest = new Map<string, number>();
    // Whoever has to come back, because the machine stood still for too long, is told what counts.
    tap.greet(() =>
      [...newest].map(([model, inventory]) => JSON.stringify({ store: 'Flood', model, inventory })),
    );
    for (let round = 20_000; round > 0; round -= 1) {
      newest.set(`F${round % 40}`, round);
      tap.tell('Flood', `F${round % 40}`, round);
    }
    expect((await shopper.reserve(drop.id, '42')).status).toBe('accepted');
    // The last 40 messages are those that count.
    await until('the newest of all', () =>
      names.every((model, n) => page.inventory('Flood', model) === (n || 40)),
    );
    expect((await shopper.reserve(drop.id, '42')).status).toBe('accepted');
    page.stop();
  });

  test('a worker that is killed while it listens is followed by another; one that was frozen has nothing to say', async () => {
    await using tap = await openTap();
    let level = 100_000;
    // A sale each time, so that no level is told twice.
    tap.greet(() => [JSON.stringify({ store: 'Killed', model: 'ADERI', inventory: (level -= 1) })]);
    const tapId = await listenTo(tap, 'Killed');
    const page = watchDesk(store().merchant);
    const { workers } = store().processes;
    type Worker = (typeof workers)[number];
    const selling = setInterval(() => {
      level -= 1;
      tap.tell('Killed', 'ADERI', level);
    }, 5);
    /** The worker that said last that it listens. */
    const listener = (): Worker => {
      const said = store().lines.findLast(
        (line) => line.includes(`"tapId":${tapId},`) && line.includes('listening to a tap'),
      );
      return workers.find(({ name }) => said?.startsWith(`${name}:`))!;
    };
    /** Stops the listener, and gives it when another has taken over. */
    const followed = async (stop: (worker: Worker) => void): Promise<Worker> => {
      // Taps move when a worker comes back and takes its share of them.
      let connections: number;
      do {
        connections = tap.connections();
        await sleep(1_500);
      } while (tap.listening() !== 1 || tap.connections() !== connections);
      const stopped = listener();
      stop(stopped);
      await until('another listener', () => tap.connections() > connections);
      return stopped;
    };
    try {
      await until('sales', () => (page.inventory('Killed', 'ADERI') ?? 100_000) < 99_980);
      await followed((worker) => worker.kill('SIGKILL'));
      for (const worker of workers) await worker.ready();
      await until('a listener', () => tap.listening() === 1);
      const after = level;
      await until('sales go on', () => (page.inventory('Killed', 'ADERI') ?? 100_000) < after - 20);
    } finally {
      clearInterval(selling);
    }
    await until('the last level', () => page.inventory('Killed', 'ADERI') === level);
    expect(tap.most()).toBe(1);
    const { storeId, modelId } = page.shelf('Killed', 'ADERI')!;
    const levelsOf = async () =>
      (await desk().history.query({ storeId, modelId, limit: 500 })).items.map(
        ({ inventory }) => inventory,
      );
    // Each was heard once, in order; those of the moment in between nobody heard.
    const levels = await levelsOf();
    expect(levels).toEqual([...new Set(levels)].toSorted((a, b) => a - b));

    // What a frozen listener finds in its buffers when it wakes is older than what the next one heard.
    level = 500;
    const frozen = await followed((worker) => {
      worker.kill('SIGSTOP');
      tap.tell('Killed', 'ADERI', 7_777);
    });
    await until('the newer level', () => page.inventory('Killed', 'ADERI') === level);
    frozen.kill('SIGCONT');
    await until('it has let go', () => tap.listening() === 1);
    level -= 1;
    tap.tell('Killed', 'ADERI', level);
    await until('the newest level', () => page.inventory('Killed', 'ADERI') === level);
    expect(await levelsOf()).not.toContain(7_777);
    page.stop();
  });
}
