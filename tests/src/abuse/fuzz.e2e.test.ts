import { setTimeout as sleep } from 'node:timers/promises';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { useStore } from '../kit/use-store.ts';
import { expectAsBefore, readFootprint } from './footprint.ts';
import type { Footprint } from './footprint.ts';
import { inspected } from './read-heap.ts';
import { openByHand } from './frames.ts';
import { procedures } from './procedures.ts';
import type { Procedure } from './procedures.ts';
import { overRest, send, ways, wired } from './send.ts';
import type { Way } from './send.ts';
import { brokenOf, fieldsOf, strangeValues, valueOf, withField } from './values.ts';

/** Inputs for each procedure, and where to begin; the same seed makes the same inputs. */
const RUNS = Number(process.env['FUZZ_RUNS'] ?? 80);
const SEED = Number(process.env['FUZZ_SEED'] ?? 1);
const AGAIN_AT_MOST = 10;

describe('inputs made from the schemas of the procedures', () => {
  const store = useStore({ backend: 'postgres', apis: 1, workers: 1, ...inspected });
  let before: Footprint;
  let known: Record<string, string[]>;
  let fine = 0;
  let bad = 0;

  beforeAll(async () => {
    const drops = await Promise.all([store().drop(), store().drop({ open: false })]);
    using guest = await store().guest();
    const outcomes = await Promise.all(
      Array.from({ length: 5 }, () => store().merchant.reserve(drops[0].id, '42')),
    );
    await guest.reserve(drops[0].id, '42');
    const commandIds = outcomes.map(({ commandId }) => commandId);
    known = { dropId: drops.map(({ id }) => id), reservationId: commandIds, commandId: commandIds };
    await store().drift();
    before = await readFootprint(store());
  });
  afterAll(() => console.log(`fuzz: ${fine} good inputs, ${bad} bad ones, seed ${SEED}`));

  /** Half of the ids that could be anything are of things that are there. */
  const withKnownIds = (input: unknown, picks: number[]): unknown =>
    fieldsOf(input).reduce((made, field, n) => {
      const ids = known[field.at(-1)!];
      const pick = picks[n % picks.length]!;
      return ids && field.length === 1 && pick % 2 === 0
        ? withField(made, field, ids[pick % ids.length])
        : made;
    }, input);

  /** Sends it; the schema says whether the api must find it good. */
  const check = async (
    api: Parameters<typeof send>[0],
    procedure: Procedure,
    asked: Way,
    given: unknown,
  ): Promise<void> => {
    const input = wired(given);
    const way = wayFor(procedure, input, asked);
    const rest = way === 'rest' ? overRest(procedure, input) : undefined;
    const { success } = procedure.input.safeParse(rest ? rest.taken : input);
    if (success) fine += 1;
    else bad += 1;
    let said = await send(api, procedure, way, input);
    // A store whose machine stood still says of a good one that it should come again; of a bad one it must know at once.
    for (let again = 0; success && said.status === 503 && again < AGAIN_AT_MOST; again += 1) {
      await sleep(1_000);
      said = await send(api, procedure, way, input);
    }
    const { status, code, text } = said;
    const told = `${procedure.path} by ${way} of ${JSON.stringify(input)?.slice(0, 500)}: ${status} ${text.slice(0, 500)}`;
    expect(status, told).toBeLessThan(500);
    if (success) expect(code, told).not.toBe('bad_input');
    // A path that is made of nonsense may be no path at all.
    else if (rest && status !== 400) expect([404, 405], told).toContain(status);
    else expect([status, code], told).toEqual([400, 'bad_input']);
  };

  /** Streams are on the WebSocket alone, and what is too long for an address goes there as well. */
  const wayFor = (procedure: Procedure, input: unknown, way: Way): Way => {
    const long = (JSON.stringify(input) ?? '').length > 1_000;
    if (procedure.type === 'subscription' || (procedure.type === 'query' && long)) return 'socket';
    return way === 'rest' && !overRest(procedure, input) ? 'http' : way;
  };

  const withApi = async (
    run: (api: Parameters<typeof send>[0]) => Promise<void>,
  ): Promise<void> => {
    const { token } = store().merchant;
    using socket = await openByHand(store().url, {
      headers: { authorization: `Bearer ${token}` },
    });
    await run({ url: store().url, token, socket });
  };

  test.each(procedures)('$path: good ones and broken ones, in every way there is', (procedure) =>
    withApi(async (api) => {
      const { schema } = procedure;
      await fc.assert(
        fc.asyncProperty(
          fc.oneof(valueOf(schema), brokenOf(schema)),
          fc.constantFrom(...ways),
          fc.array(fc.nat(), { minLength: 5, maxLength: 5 }),
          (input, way, picks) => check(api, procedure, way, withKnownIds(input, picks)),
        ),
        { seed: SEED, numRuns: RUNS, endOnFailure: true },
      );
    }),
  );

  test.each(procedures)('$path: every field with every strange value', (procedure) =>
    withApi(async (api) => {
      const { schema } = procedure;
      const samples = fc.sample(valueOf(schema), { seed: SEED, numRuns: 20 });
      const fullest = samples.toSorted((a, b) => fieldsOf(b).length - fieldsOf(a).length)[0];
      // Of a list the first will do.
      const fields = fieldsOf(fullest).filter((field) => !field.some((name) => Number(name) > 0));
      for (const field of fields) {
        for (const [n, [, value]] of strangeValues.entries()) {
          await check(api, procedure, ways[n % ways.length]!, withField(fullest, field, value));
        }
      }
    }),
  );

  test('the store is well: processes, connections, streams, memory as before, and no dead letter', async () => {
    expect(bad).toBeGreaterThan(RUNS);
    expect(fine).toBeGreaterThan(RUNS);
    await expectAsBefore(store(), before, { rows: false });
    const { rows } = await readFootprint(store());
    expect(rows).toMatchObject({ deadLetters: 0 });
  });
});
