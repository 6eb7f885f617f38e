import type { Client } from 'pg';
import { openDriver, shelfOf } from '../desk/driver.ts';
import type { Driver } from '../desk/driver.ts';
import { fillDesk } from '../desk/fill.ts';
import { probeLag } from '../desk/probe.ts';
import { watchFromPage } from '../desk/watch.ts';
import { withClient } from '../ground.ts';
import type { Sample } from '../measure/blocks.ts';
import { percentile } from '../measure/latency.ts';
import { noiseOfUsage } from '../measure/noise.ts';
import { watchUsage } from '../measure/usage.ts';
import { MERCHANT_TOKEN, startLastpair } from '../systems/lastpair.ts';
import type { Lastpair } from '../systems/lastpair.ts';
import type { Bench, Scenario } from './bench.ts';
import { compare } from './compare.ts';

const STORES = 1_000;
const MODELS = 1_000;
const RATE = 5_000;
const SECONDS = 10;
/** What was told last is there soon after, or it never will be. */
const LAST_LIMIT_MS = 10_000;

/** Sales at random shelves for some seconds while a page looks on; what is on the shelves then? */
async function sellOnce(lastpair: Lastpair, driver: Driver, client: Client): Promise<Sample> {
  const before = await countReadings(client);
  using page = watchFromPage(lastpair.store.urls[0]!, MERCHANT_TOKEN);
  const done = new AbortController();
  const probing = probeLag(driver, client, done.signal);
  const usage = watchUsage([...lastpair.components(), { name: 'tap', pids: [process.pid] }]);
  const sent = await driver.drive({
    rate: RATE,
    seconds: SECONDS,
    stores: STORES,
    models: MODELS,
  });
  const { cpuUs, foreign, steal } = usage();
  const { events, bytes } = page;
  done.abort();
  const lags = await probing;
  const wrong = await findWrong(client, driver.newest);
  const applied = (await countReadings(client)) - before;
  return {
    values: {
      'applied/s': applied / SECONDS,
      'tap to shelf p50 ms': percentile(lags, 50),
      'tap to shelf p99 ms': percentile(lags, 99),
      'events/s on a page': events / SECONDS,
      'kB/s on a page': bytes / SECONDS / 1_000,
      ...Object.fromEntries([...cpuUs].map(([name, us]) => [`cpu ${name} us`, us / sent])),
    },
    violations: wrong === 0 ? [] : [`${wrong} shelves do not have the level that was told last`],
    noise: noiseOfUsage({ foreign, steal }),
  };
}

async function countReadings(client: Client): Promise<number> {
  const { rows } = await client.query<{ count: number }>(
    'select count(*)::int as count from reading',
  );
  return rows[0]!.count;
}

/** How many shelves do not show what was told of them last, when they have had time for it. */
async function findWrong(client: Client, newest: ReadonlyMap<string, number>): Promise<number> {
  const deadline = performance.now() + LAST_LIMIT_MS;
  for (;;) {
    const { rows } = await client.query<{ store: string; model: string; inventory: number }>(
      `select store.name as store, model.name as model, shelf.inventory
       from unnest($1::text[]) as told(shelf)
       join store on store.name = split_part(told.shelf, e'\t', 1)
       join model on model.name = split_part(told.shelf, e'\t', 2)
       join shelf on shelf.store_id = store.id and shelf.model_id = model.id`,
      [[...newest.keys()]],
    );
    const right = rows.filter(
      ({ store, model, inventory }) => newest.get(shelfOf(store, model)) === inventory,
    );
    const wrong = newest.size - right.length;
    if (wrong === 0 || performance.now() > deadline) return wrong;
  }
}

/** The inventory desk of a large house. */
export const desk: Scenario = {
  name: 'desk',
  what: 'the desk of 1,000 stores with 1,000 models: 5,000 readings a second through one tap while a page watches',
  quick: false,
  seconds: 30,
  goals: () => [],
  async run(bench: Bench) {
    const driver = await openDriver();
    try {
      await using lastpair = await startLastpair(bench.ground, {
        queue: bench.queue,
        env: { TAPS: `Driver=${driver.url}`, PRIVATE_ADDRESSES: 'true' },
      });
      return await withClient(lastpair.databaseUrl, async (client) => {
        await fillDesk(client, STORES, MODELS);
        while (driver.listening() === 0) await new Promise((resolve) => setTimeout(resolve, 50));
        return compare(bench, [
          { name: 'lastpair', run: () => sellOnce(lastpair, driver, client) },
        ]);
      });
    } finally {
      await driver.close();
    }
  },
};
