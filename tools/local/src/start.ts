import { once } from 'node:events';
import path from 'node:path';
import { openShop } from './open-shop.ts';
import type { Shop } from './open-shop.ts';
import { readStartEnv } from './start-env.ts';
import type { StartEnv } from './start-env.ts';

// What `npm start` runs: opens the shop, stays until it is told to stop, and leaves nothing behind.

const calledOff = new AbortController();
const stop = (): void => calledOff.abort();
// Ctrl-C may reach this process several times: from the terminal, and from each parent that hands it on.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
process.on('disconnect', stop);
// The terminal may be gone before we are.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});

process.exit(await run());

/** Gives the exit code. */
async function run(): Promise<number> {
  let shop: Shop;
  try {
    const env = readStartEnv(process.env);
    shop = await openShop(env, calledOff.signal, (line) => console.log(line));
    console.log(greeting(shop, env));
  } catch (error) {
    if (calledOff.signal.aborted) return 0;
    console.error(`Lastpair could not start. ${inWords(error)}`);
    return 1;
  }
  if (!calledOff.signal.aborted) await once(calledOff.signal, 'abort');
  console.log('Stopping ...');
  try {
    await shop.stop();
  } catch (error) {
    console.error(`Not everything could be stopped. ${inWords(error)}`);
    return 1;
  }
  console.log('Stopped.');
  return 0;
}

function inWords(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function greeting(shop: Shop, { dataDir }: StartEnv): string {
  const near = (file: string): string => {
    const relative = path.relative(process.cwd(), file);
    return relative.startsWith('..') ? file : relative;
  };
  const queue = shop.queue === 'redis' ? 'Redis' : 'Postgres';
  const address = shop.url.replace('//127.0.0.1:', '//localhost:');
  const data = shop.cluster?.startsWith(dataDir)
    ? near(dataDir)
    : `${near(dataDir)}, database in ${shop.cluster ?? 'the Postgres of DATABASE_URL'}`;
  return `
  Lastpair is open:  ${address}

  Merchant token     ${shop.merchantToken}
                     (also in ${near(shop.tokenFile)}; sign in with it to run drops)
  Shoppers           under any name, or with an account; limits as for a demo
                     (GUEST_SIGN_IN=on, RATE_LIMITS=demo)
  API                ${address}/api/docs
  Job queues         ${address}/ops/queues  (on ${queue}; for the merchant)
  Data               ${data}
  Logs               ${near(shop.logFolder)}

  Ctrl-C stops everything. The next start finds its data again.
`;
}
