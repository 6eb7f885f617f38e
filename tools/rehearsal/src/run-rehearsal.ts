import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Health } from '@lastpair/contracts';
import { waitUntil } from '@lastpair/local';
import { createRandom } from '@lastpair/stampede';
import { Client } from 'pg';
import { readBooks } from './check/books.ts';
import { checkRun } from './check/check-run.ts';
import type { Verdict } from './check/check-run.ts';
import { dealFaults, faultsFor } from './faults/fault-deck.ts';
import type { Fault } from './faults/fault.ts';
import { runNemesis } from './faults/nemesis.ts';
import { prepareGround } from './ground.ts';
import type { Ground } from './ground.ts';
import { openHistory, readHistory } from './history.ts';
import { watchMachine } from './machine.ts';
import type { Machine } from './machine.ts';
import type { RehearsalOptions } from './options.ts';
import { rest, restUntilDone } from './traffic/rest.ts';
import type { Scene } from './traffic/scene.ts';
import { openSeason } from './traffic/season.ts';
import { bringShopper } from './traffic/shopper.ts';
import type { Shopper } from './traffic/shopper.ts';

/** Without faults everything must come to rest within this time. */
const REST_WITHIN_MS = 60_000;
const TELL_EVERY_MS = 5_000;

/**
 * A whole rehearsal: prepares a store, fills it, breaks it, lets it come to rest, and judges what was recorded. Leaves
 * history.jsonl and processes.log in `folder`.
 */
export async function runRehearsal(
  options: RehearsalOptions & {
    folder: string;
    redisServer: string | undefined;
    /** What breaks, once; everything that can, again and again, if not given. */
    faults?: readonly Fault[];
  },
  say: (line: string) => void,
): Promise<{ verdict: Verdict; machine: Machine }> {
  const { folder, minutes, seed, backend, shoppers: crowdSize } = options;
  const file = path.join(folder, 'history.jsonl');
  await using undo = new AsyncDisposableStack();
  say(
    `Rehearsal: ${minutes} min, seed ${seed}, lanes on ${backend}, ${crowdSize} shoppers, ${folder}`,
  );
  const ground = await prepareGround({
    folder,
    redisServer: backend === 'redis' ? options.redisServer : undefined,
  });
  undo.defer(() => ground.stop());
  const history = openHistory(file);
  const scene: Scene = {
    seed,
    urls: ground.urls,
    merchantToken: ground.merchantToken,
    history,
    onSale: [],
    closing: false,
    counts: { asked: 0, answered: 0 },
    completed: [],
    drops: [],
  };

  const season = await openSeason(scene);
  const crowd: Shopper[] = [];
  for (let index = 0; index < crowdSize; index += 1) crowd.push(await bringShopper(scene, index));
  const probe = await signInProbe(scene);
  say(
    `Everybody is there: ${crowdSize} shoppers, ${season.watchers.length} pages, 5 drops on sale.`,
  );

  const machineNow = watchMachine();
  const ended = new AbortController();
  const over = AbortSignal.any([ended.signal, AbortSignal.timeout(minutes * 60_000)]);
  let faults = 0;
  let latest = 'none yet';
  const startedAt = performance.now();
  const telling = setInterval(() => {
    const seconds = Math.round((performance.now() - startedAt) / 1_000);
    const { asked, answered } = scene.counts;
    say(
      `${seconds} s: ${asked} commands, ${asked - answered} unanswered, ${faults} faults, last: ${latest}`,
    );
  }, TELL_EVERY_MS);
  const traffic = [...crowd.map((shopper) => shopper.run()), season.run(over)];
  await runNemesis({
    ground,
    scene,
    faults: options.faults ?? dealFaults(faultsFor(backend), createRandom(seed, 5)),
    probe,
    signal: over,
    tell: (count, kind) => {
      faults = count;
      latest = kind;
    },
  });
  scene.closing = true;
  ended.abort();
  await Promise.all(traffic);
  clearInterval(telling);

  const machine = machineNow();
  say('Coming to rest ...');
  await comeToRest(ground, season.watchers);
  const drift = await awaitAudit(ground);
  for (const watcher of season.watchers) watcher.leave();
  for (const shopper of crowd) shopper.leave();
  await history.close();
  const { books, orders, deadLetters } = await readBooks(ground.databaseUrl);
  say('Checking ...');
  const verdict = checkRun({
    history: await readHistory(file),
    books,
    orders,
    deadLetters,
    drift,
    listeners: new Set(crowd.filter(({ listens }) => listens).map(({ id }) => id)),
  });
  return { verdict, machine };
}

async function signInProbe(scene: Scene): Promise<{ id: string; token: string }> {
  const { token, shopper } = (await restUntilDone(scene.urls, 'POST', '/guests', {
    body: { name: 'Probe' },
    withinMs: REST_WITHIN_MS,
  })) as { token: string; shopper: { id: string } };
  return { id: shopper.id, token };
}

/** Waits until no pair is held any more and every page shows the end. What never comes is found by the checks. */
async function comeToRest(
  ground: Ground,
  watchers: readonly { dropId: string; seq(): number }[],
): Promise<void> {
  const client = new Client({ connectionString: ground.databaseUrl });
  await client.connect();
  try {
    // What does not end in time is found by the checks.
    await waitUntil('every reservation and every order to end', REST_WITHIN_MS, async () => {
      const { rowCount } = await client.query(
        `select from reservation where status in ('active', 'paying')
         union all select from "order" where step <> 'done' limit 1`,
      );
      return rowCount === 0;
    }).catch(() => undefined);
    await waitUntil('every page to be up to date', REST_WITHIN_MS, async () => {
      const { rows } = await client.query<{ id: string; seq: number }>(
        'select id, seq::int from "drop"',
      );
      const seqs = new Map(rows.map(({ id, seq }) => [id, seq]));
      return watchers.every((watcher) => watcher.seq() === seqs.get(watcher.dropId));
    }).catch(() => undefined);
    // Streams of own outcomes run beside those of views; both are told by the same feed.
    await sleep(1_500);
  } finally {
    await client.end();
  }
}

/** The drift that an audit found which began after everything had come to rest. */
async function awaitAudit({ urls }: Ground): Promise<number> {
  const audits = new Set<string>();
  return waitUntil('the auditor', REST_WITHIN_MS, async () => {
    const { status, body } = await rest(urls[0]!, 'GET', '/health', { withinMs: 5_000 });
    const { auditedAt, drift } = body as Health;
    if (status === 200 && auditedAt) audits.add(auditedAt);
    return audits.size >= 3 ? { drift } : undefined;
  }).then(({ drift }) => drift);
}
