import type { Command, Outcome } from '@lastpair/contracts';
import { payloadOf, toOutcome } from '@lastpair/contracts';
import { decide, evolve } from '@lastpair/domain';
import type { DropState } from '@lastpair/domain';
import { expect, test } from 'vitest';
import type { HistoryLine } from '../history.ts';
import type { Book } from './books.ts';
import type { OrderBook } from './check-orders.ts';
import { checkRun } from './check-run.ts';
import type { ViolationKind } from './violations.ts';

const DROP = 'a0000000-0000-7000-8000-000000000000';
const START = 1_000_000;

type Run = {
  history: HistoryLine[];
  book: Book;
  orders: OrderBook[];
  drift: number;
  deadLetters: number;
};

/** A short sale as it should be: two pairs, one bought, one that lapses, with a page and a shopper who listens. */
function goodRun(): Run {
  const state: DropState = {
    id: DROP,
    status: 'scheduled',
    opensAt: null,
    holdSeconds: 1,
    limitPerShopper: 1,
    cooldownSeconds: 0,
    priceCents: 100,
    currency: 'USD',
    sizes: new Map([['42', { total: 2, available: 2, reserved: 0, sold: 0 }]]),
    reservations: new Map(),
    slots: new Map(),
    lapses: new Map(),
  };
  const history: HistoryLine[] = [];
  const log: Book['log'] = [];
  const view = (): void => {
    const { total, available, reserved, sold } = state.sizes.get('42')!;
    history.push({
      t: log.length * 100,
      what: 'view',
      watcher: 1,
      dropId: DROP,
      seq: log.length,
      status: state.status,
      sizes: [['42', total, available, reserved, sold]],
    });
  };
  view();
  const play = (asked: Pick<Command, 'kind' | 'commandId' | 'shopperId'> & object, at: number) => {
    const command = { dropId: DROP, receivedAt: START + at, ...asked } as Command;
    const { kind, commandId: id, shopperId: who } = command;
    const result = decide(state, command, START + at);
    if (result.status === 'accepted') evolve(state, result.event, who);
    const payload = payloadOf(command);
    const seq = log.length + 1;
    log.push({
      seq,
      commandId: id,
      kind,
      who,
      payload,
      result,
      receivedAt: START + at,
      decidedAt: START + at,
    });
    const outcome: Outcome = toOutcome({ commandId: id, dropId: DROP, seq, decision: result });
    const t = seq * 100;
    if (kind !== 'expire') {
      history.push({ t, what: 'ask', via: 'ws', id, who, kind, dropId: DROP, payload });
      history.push({ t: t + 5, what: 'answer', id, payload, outcome });
    }
    if (who === 'ann') history.push({ t: t + 6, what: 'heard', who, outcome });
    view();
  };
  play({ kind: 'open', commandId: 'c1', shopperId: 'merchant' }, 0);
  play({ kind: 'reserve', commandId: 'c2', shopperId: 'ann', size: '42' } as object as Command, 1);
  play({ kind: 'reserve', commandId: 'c3', shopperId: 'ben', size: '42' } as object as Command, 2);
  play({ kind: 'reserve', commandId: 'c4', shopperId: 'cat', size: '42' } as object as Command, 3);
  play(
    {
      kind: 'purchase',
      commandId: 'c5',
      shopperId: 'ann',
      reservationId: 'c2',
    } as object as Command,
    4,
  );
  play(
    { kind: 'expire', commandId: 'c6', shopperId: 'ben', reservationId: 'c3' } as object as Command,
    2_000,
  );
  history.push({ t: 700, what: 'fault', kind: 'x', phase: 'struck', detail: '' });
  history.push({ t: 710, what: 'fault', kind: 'x', phase: 'lifted', detail: 'y' });
  history.push({ t: 800, what: 'fault', kind: 'x', phase: 'recovered', detail: '90' });
  const book: Book = {
    dropId: DROP,
    status: 'open',
    seq: log.length,
    holdSeconds: 1,
    limitPerShopper: 1,
    priceCents: 100,
    currency: 'USD',
    sizes: new Map([['42', { total: 2, available: 1, reserved: 0, sold: 1 }]]),
    reservations: new Map([
      ['c2', { who: 'ann', size: '42', status: 'purchased' }],
      ['c3', { who: 'ben', size: '42', status: 'expired' }],
    ]),
    purchases: new Map([
      ['c5', { reservationId: 'c2', who: 'ann', size: '42', orderId: undefined }],
    ]),
    log,
  };
  return { history, book, orders: [], drift: 0, deadLetters: 0 };
}

/** After the short sale: one more shopper reserves the last pair with others, and it is bought by an order. */
function orderRun(): Run {
  const run = goodRun();
  const { book } = run;
  const state: DropState = {
    id: DROP,
    status: 'open',
    opensAt: START,
    holdSeconds: 1,
    limitPerShopper: 1,
    cooldownSeconds: 0,
    lapses: new Map(),
    priceCents: 100,
    currency: 'USD',
    sizes: new Map([['42', { total: 2, available: 1, reserved: 0, sold: 1 }]]),
    reservations: new Map(),
    slots: new Map(),
  };
  const pair = { reservationId: 'c7', orderId: 'o1' };
  const asked = [
    { kind: 'reserve_many', lines: [{ size: '42', quantity: 1 }], reservationIds: ['c7'] },
    { kind: 'hold_for_payment', ...pair, payWithinMs: 60_000 },
    { kind: 'settle', ...pair },
  ];
  for (const [n, each] of asked.entries()) {
    const at = START + 3_000 + n;
    const seq = book.log.length + 1;
    const command = {
      commandId: `c${7 + n}`,
      dropId: DROP,
      shopperId: 'dan',
      receivedAt: at,
      ...each,
    } as Command;
    const result = decide(state, command, at);
    if (result.status === 'accepted') evolve(state, result.event, 'dan');
    const { kind, commandId } = command;
    book.log.push({
      seq,
      commandId,
      kind,
      who: 'dan',
      payload: payloadOf(command),
      result,
      receivedAt: at,
      decidedAt: at,
    });
  }
  book.seq = book.log.length;
  book.sizes = state.sizes;
  book.reservations.set('c7', { who: 'dan', size: '42', status: 'purchased' });
  book.purchases.set('c9', { reservationId: 'c7', who: 'dan', size: '42', orderId: 'o1' });
  const { total, available, reserved, sold } = state.sizes.get('42')!;
  run.history.push({
    t: 2_000,
    what: 'view',
    watcher: 1,
    dropId: DROP,
    seq: book.seq,
    status: 'open',
    sizes: [['42', total, available, reserved, sold]],
  });
  run.orders.push({
    id: 'o1',
    who: 'dan',
    status: 'completed',
    over: true,
    version: 5,
    totalCents: 100,
    lines: [{ dropId: DROP, bagId: 'c7', reservationId: 'c7', priceCents: 100, stands: 'bought' }],
    charge: { amountCents: 100, state: 'taken' },
  });
  const told = { what: 'order', asked: 'o1', orderId: 'o1', totalCents: 100 } as const;
  run.history.push(
    { t: 2_001, what: 'checkout', asked: 'o1', who: 'dan', bag: ['c7'] },
    { t: 2_002, ...told, status: 'paying', version: 2 },
    { t: 2_003, ...told, status: 'completed', version: 5 },
  );
  return run;
}

const judge = ({ history, book, orders, drift, deadLetters }: Run) =>
  checkRun({ history, books: [book], orders, drift, deadLetters, listeners: new Set(['ann']) });

test('a sale as it should be has no violation', () => {
  const verdict = judge(goodRun());
  expect(verdict.violations).toEqual([]);
  expect(verdict).toMatchObject({ commands: 5, logRows: 6, views: 7, heard: 2 });
  expect(verdict.expiryLateness).toEqual([998]);
});

test('a sale by an order, with several pairs reserved as one, has no violation either', () => {
  expect(judge(orderRun()).violations).toEqual([]);
});

test('a purchase by an order that was not paying for the pair is found', () => {
  const run = orderRun();
  const settle = run.book.log.find(({ kind }) => kind === 'settle')!;
  settle.payload = settle.payload.replace('o1', 'o2');
  if (settle.result.status === 'accepted' && settle.result.event.type === 'purchased') {
    settle.result = { ...settle.result, event: { ...settle.result.event, orderId: 'o2' } };
  }
  const kinds = judge(run).violations.map(({ kind }) => kind);
  expect(kinds).toContain('a purchase without a live reservation');
});

const lineOf = (run: Run, what: HistoryLine['what'], n = 0): number =>
  run.history.findIndex(
    (line) => line.what === what && run.history.filter((l) => l.what === what)[n] === line,
  );
const answerOf = (run: Run, id: string) =>
  run.history.find((line) => line.what === 'answer' && line.id === id) as Extract<
    HistoryLine,
    { what: 'answer' }
  >;

test.each<[kind: ViolationKind, tamper: (run: Run) => void]>([
  ['log not 1 to n', ({ book }) => void book.log.splice(2, 1)],
  ['log not 1 to n', ({ book }) => void (book.seq += 1)],
  ['an id decided twice', ({ book }) => void (book.log[3]!.commandId = 'c3')],
  [
    'a decision that does not follow',
    ({ book }) => void (book.log[3]!.result = { ...book.log[2]!.result }),
  ],
  ['a decision that does not follow', ({ book }) => void (book.log[5]!.decidedAt = START + 500)],
  ['a purchase without a live reservation', ({ book }) => void (book.log[4]!.who = 'ben')],
  [
    'a purchase without a live reservation',
    ({ book }) => void (book.log[4]!.receivedAt = START + 1_001),
  ],
  ['tables differ from the log', ({ book }) => void (book.sizes.get('42')!.available = 2)],
  ['stock not exact', ({ book }) => void (book.sizes.get('42')!.available = 2)],
  [
    'tables differ from the log',
    ({ book }) => void (book.reservations.get('c3')!.status = 'active'),
  ],
  ['tables differ from the log', ({ book }) => book.purchases.clear()],
  [
    'an answer that is not in the log',
    (run) => void (answerOf(run, 'c4').outcome.reason = 'closed'),
  ],
  ['an answer that is not in the log', ({ book }) => void book.log.splice(4, 1)],
  [
    'two answers to one id',
    (run) =>
      void run.history.push({ ...answerOf(run, 'c4'), outcome: answerOf(run, 'c3').outcome }),
  ],
  [
    'an id conflict that was none',
    ({ history }) => void history.push({ t: 900, what: 'conflict', id: 'c2', payload: '42' }),
  ],
  ['never answered', (run) => void run.history.splice(lineOf(run, 'answer', 3), 1)],
  [
    'a view that went back',
    (run) => void run.history.push(run.history[lineOf(run, 'view', 2)]!, run.history.at(-4)!),
  ],
  [
    'a view of what never was',
    ({ history }) => {
      const view = history.find((line) => line.what === 'view' && line.seq === 3)!;
      if (view.what === 'view') view.sizes = [['42', 2, 1, 1, 0]];
    },
  ],
  [
    'a page that did not end up to date',
    (run) => void run.history.splice(lineOf(run, 'view', 6), 1),
  ],
  ['a stream with a gap or a repeat', (run) => void run.history.splice(lineOf(run, 'heard', 0), 1)],
  [
    'a stream with a gap or a repeat',
    (run) => void run.history.push(run.history[lineOf(run, 'heard', 1)]!),
  ],
  ['drift', (run) => void (run.drift = 1)],
  ['dead letters', (run) => void (run.deadLetters = 1)],
  [
    'not well again within 10 s',
    ({ history }) =>
      void history.push({ t: 9, what: 'fault', kind: 'x', phase: 'recovered', detail: '10001' }),
  ],
  ['not answered within 15 s of being able to', (run) => void (answerOf(run, 'c5').t = 16_000)],
])('it finds: %s', (kind, tamper) => {
  const run = goodRun();
  tamper(run);
  expect(judge(run).violations.map((violation) => violation.kind)).toContain(kind);
});

test.each<[kind: ViolationKind, tamper: (run: Run) => void]>([
  ['pairs without their money', ({ orders }) => void (orders[0]!.charge!.state = 'given back')],
  ['pairs without their money', ({ orders }) => void (orders[0]!.charge = null)],
  [
    'pairs without their money',
    ({ orders }) => void Object.assign(orders[0]!, { status: 'expired', charge: null }),
  ],
  ['pairs without their money', ({ orders }) => void orders.pop()],
  ['money without its pairs', ({ book }) => void book.purchases.delete('c9')],
  ['money without its pairs', ({ orders }) => void (orders[0]!.status = 'refunded')],
  ['money without its pairs', ({ orders }) => void (orders[0]!.lines[0]!.stands = 'held')],
  [
    'money without its pairs',
    ({ orders }) =>
      void orders.push({
        ...orders[0]!,
        id: 'o2',
        status: 'expired',
        charge: { amountCents: 100, state: 'blocked' },
      }),
  ],
  ['a pair in two orders', ({ orders }) => void orders.push({ ...orders[0]!, id: 'o2' })],
  ['an order told wrong', ({ orders }) => void (orders[0]!.totalCents = 99)],
  ['an order told wrong', ({ orders }) => void (orders[0]!.charge!.amountCents = 99)],
  ['an order told wrong', ({ orders }) => void (orders[0]!.version = 4)],
  ['an order told wrong', ({ orders }) => void (orders[0]!.who = 'ann')],
  ['an order told wrong', ({ orders }) => void (orders[0]!.status = 'expired')],
  ['an order told wrong', ({ orders }) => void orders.pop()],
  ['an order that did not end', ({ orders }) => void (orders[0]!.over = false)],
  [
    'never answered',
    ({ history }) =>
      void history.push({ t: 3_000, what: 'checkout', asked: 'o2', who: 'dan', bag: ['c7'] }),
  ],
])('of orders it finds: %s', (kind, tamper) => {
  const run = orderRun();
  tamper(run);
  expect(judge(run).violations.map((violation) => violation.kind)).toContain(kind);
});
