import { forEachOf } from './for-each-of.ts';
import type { Http } from './http.ts';
import type { Line } from './line.ts';
import { persist } from './persist.ts';
import { PlainError } from './plain-error.ts';
import type { Progress } from './progress.ts';
import { openRestLine } from './rest-line.ts';
import type { Scene, Shopper } from './scene.ts';
import { StoreError, toStoreError } from './store-error.ts';
import { openWsLine } from './ws-line.ts';

const SIGN_INS_AT_ONCE = 64;
const CONNECTS_AT_ONCE = 100;
/** The stock is watched by a few dozen: enough to know, without measuring the fan-out instead of the sale. */
const WATCHERS = 36;
/** A store that is strict about sign-ins makes this slow, but not hopeless. */
const SIGN_IN_BUDGET_MS = 15 * 60_000;
const CONNECT_BUDGET_MS = 30_000;
const LONG_WAIT_MS = 5_000;

/** Signs everybody in and connects them. Throws PlainError when the store does not take them all. */
export async function gatherCrowd(
  scene: Scene,
  http: Http,
  progress: Progress,
): Promise<Shopper[]> {
  const tokens = await signIn(scene, progress);
  if (scene.options.transport === 'rest') {
    return tokens.map((token, index) => ({ index, token, line: openRestLine(http, token) }));
  }
  return connect(scene, tokens, progress);
}

async function signIn(scene: Scene, progress: Progress): Promise<string[]> {
  const tokens: string[] = Array.from({ length: scene.options.shoppers }, () => '');
  const step = progress.step('Guests signing in', tokens.length);
  let warned = false;
  const onTrouble = (error: StoreError): void => {
    scene.troubles.note(error);
    if (warned || error.status !== 429 || error.retryAfterMs < LONG_WAIT_MS) return;
    warned = true;
    progress.say(
      'The store limits sign-ins, so this takes long. For a rehearsal: RATE_LIMITS=demo',
    );
  };
  await forEachOf(tokens.keys(), SIGN_INS_AT_ONCE, async (index) => {
    tokens[index] = await persist(() => scene.store.signInGuest(index), {
      budgetMs: SIGN_IN_BUDGET_MS,
      onTrouble,
    });
    step.add();
  }).catch((thrown: unknown): never => {
    throw new PlainError(`The store does not take guests: ${toStoreError(thrown).message}`);
  });
  step.done();
  return tokens;
}

async function connect(
  scene: Scene,
  tokens: readonly string[],
  progress: Progress,
): Promise<Shopper[]> {
  const shoppers: Shopper[] = [];
  const step = progress.step('Shoppers connecting', tokens.length);
  await forEachOf(tokens.entries(), CONNECTS_AT_ONCE, async ([index, token]) => {
    const open = (): Promise<Line> =>
      openWsLine(scene.options.url, token, scene.dropId, {
        onOutcome: (outcome) => scene.hear(index, outcome),
        onView: index < WATCHERS ? scene.stock.see : undefined,
        onLost: () =>
          scene.troubles.note(
            new StoreError(
              0,
              'connection_lost',
              'a WebSocket was lost, or did not come back at once',
            ),
          ),
      });
    const line = await persist(open, {
      budgetMs: CONNECT_BUDGET_MS,
      onTrouble: scene.troubles.note,
    });
    shoppers.push({ index, token, line });
    step.add();
  }).catch((thrown: unknown): never => {
    for (const { line } of shoppers) line.close();
    throw new PlainError(
      `Only ${shoppers.length} of ${tokens.length} shoppers could connect (${toStoreError(thrown).message}). ` +
        'If the store is well, it or this shell may have run out of open files: see "ulimit -n".',
    );
  });
  step.done();
  return shoppers;
}
