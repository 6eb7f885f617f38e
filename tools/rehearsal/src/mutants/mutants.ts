/** One guard taken off: texts of the source replaced by others, and the test that must notice. */
export type Mutant = {
  name: string;
  patches: { file: string; find: string; replace: string }[];
  caughtBy: { project: 'unit' | 'int' | 'e2e'; file: string; test: string };
};

const MIGRATION = 'packages/db/src/migrations/0001-the-road.ts';
const ORDERS = 'packages/db/src/migrations/0005-orders.ts';
const SHOPPERS_PAIRS = 'packages/db/src/migrations/0007-a-shoppers-pairs.ts';
const DECIDE = 'packages/domain/src/decide.ts';
const EVOLVE = 'packages/domain/src/evolve.ts';
const DOOR = 'apps/api/src/door.ts';
const DATABASE = 'tests/src/database.int.test.ts';
const GRACEFUL = 'tests/src/graceful-stop.e2e.test.ts';
const QUIET = 'tests/src/gone-quiet.e2e.test.ts';

const int = (file: string, test: string) => ({ project: 'int' as const, file, test });
const e2e = (file: string, test: string) => ({ project: 'e2e' as const, file, test });
const unit = (file: string, test: string) => ({ project: 'unit' as const, file, test });

/** Every guard that the promises of ARCHITECTURE.md stand on. */
export const mutants: Mutant[] = [
  {
    name: 'the drop’s lock removed',
    patches: [
      {
        file: 'packages/db/src/hand/lock-drops.ts',
        find: ' for no key update of d`',
        replace: '`',
      },
    ],
    caughtBy: int('tests/src/hand.int.test.ts', 'two hands on one drop at once'),
  },
  {
    name: 'what had not left yet leaves after the rollback',
    patches: [
      { file: 'packages/db/src/hand/open-hand.ts', find: 'dispatch.discard();', replace: '' },
    ],
    caughtBy: int('tests/src/trip.int.test.ts', 'whatever fails in a transaction'),
  },
  {
    name: 'a command id not unique',
    patches: [
      {
        file: MIGRATION,
        find: 'command_id uuid not null unique',
        replace: 'command_id uuid not null',
      },
    ],
    caughtBy: int(DATABASE, 'two outcomes of one command'),
  },
  {
    name: 'the batch forgets known ids',
    patches: [
      {
        file: 'apps/worker/src/apply-batch.ts',
        find: 'const seen = new Set(decided);',
        replace: 'const seen = new Set<string>(decided.size < 0 ? decided : []);',
      },
    ],
    caughtBy: int('tests/src/hand.int.test.ts', 'two hands on one drop at once'),
  },
  {
    name: 'sold out not looked at, and no CHECK on stock',
    patches: [
      { file: DECIDE, find: "if (size.available === 0) return refused('sold_out');", replace: '' },
      {
        file: EVOLVE,
        find: 'if (size[from] === 0) throw new Error(`no pair is ${from}`);',
        replace: '',
      },
      {
        file: MIGRATION,
        find: 'available integer not null check (available >= 0)',
        replace: 'available integer not null',
      },
    ],
    caughtBy: e2e('tests/src/last-pair.e2e.test.ts', 'exactly one has it'),
  },
  {
    name: 'no CHECK that every pair is somewhere',
    patches: [
      {
        file: MIGRATION,
        find: ',\n    constraint every_pair_is_somewhere check (available + reserved + sold = total)',
        replace: '',
      },
    ],
    caughtBy: int(DATABASE, 'counters that do not add up: sold = sold \\+ 1'),
  },
  {
    name: 'a pair ends twice, and no trigger',
    patches: [
      {
        file: EVOLVE,
        find: 'if (!reservation || !statuses.includes(reservation.status)) {',
        replace: 'if (!reservation) {',
      },
      {
        file: ORDERS,
        find: "when (old.status not in ('active', 'paying'))",
        replace: 'when (false)',
      },
    ],
    caughtBy: int(DATABASE, 'a purchased reservation that becomes anything else'),
  },
  {
    name: 'no index on a shopper’s slots',
    patches: [
      {
        file: SHOPPERS_PAIRS,
        find: 'create unique index reservation_slot',
        replace: 'create index reservation_slot',
      },
    ],
    caughtBy: int(DATABASE, 'the same pair of a shopper twice'),
  },
  {
    name: 'the log can be changed',
    patches: [
      {
        file: MIGRATION,
        find: 'create trigger outcome_is_final before update or delete',
        replace: 'create trigger outcome_is_final before truncate',
      },
      {
        file: MIGRATION,
        find: 'on outcome\n    for each row',
        replace: 'on outcome\n    for each statement',
      },
    ],
    caughtBy: int(DATABASE, 'two outcomes of one command'),
  },
  {
    name: 'a purchase ignores the deadline',
    patches: [
      {
        file: 'packages/domain/src/reasons.ts',
        find: "return command.receivedAt >= reservation.expiresAt ? 'expired' : undefined;",
        replace: 'return undefined;',
      },
    ],
    caughtBy: unit('packages/domain/src/decide.test.ts', 'purchase that came at the deadline'),
  },
  {
    name: 'the clock takes a pair that is being paid for',
    patches: [
      {
        file: DECIDE,
        find: "if (reservation.status === 'paying' && reservation.orderId !== command.orderId) {",
        replace: 'if (now < 0) {',
      },
    ],
    caughtBy: unit('packages/domain/src/decide.test.ts', 'expire by the clock'),
  },
  {
    name: 'a pair in two orders',
    patches: [
      {
        file: ORDERS,
        find: 'create unique index one_order_per_reservation',
        replace: 'create index one_order_per_reservation',
      },
    ],
    caughtBy: int(DATABASE, 'one pair in two live orders'),
  },
  {
    name: 'the opening time ignored',
    patches: [
      {
        file: DECIDE,
        find: '(drop.opensAt === null || command.receivedAt >= drop.opensAt)',
        replace: 'command.receivedAt >= 0',
      },
    ],
    caughtBy: unit('packages/domain/src/decide.test.ts', 'clicked early, decided late'),
  },
  {
    name: 'news before the commit',
    patches: [
      {
        file: 'apps/worker/src/start-worker.ts',
        find: 'const applied = await metrics.time(',
        replace:
          'await road.publish({ drops: batch.commands.map(({ dropId }) => ({ dropId, seq: 1_000_000 })) });\n    const applied = await metrics.time(',
      },
    ],
    caughtBy: e2e('tests/src/live.e2e.test.ts', 'a page on one api sees'),
  },
  {
    name: 'the sweep off',
    patches: [
      {
        file: 'apps/worker/src/sweep.ts',
        find: "road.tick(overdue, 0, 'sweep')",
        replace: "road.tick(overdue.slice(overdue.length), 0, 'sweep')",
      },
    ],
    caughtBy: e2e('tests/src/lost-queue.e2e.test.ts', 'loses nothing: every command is answered'),
  },
  {
    name: 'nothing is sent again',
    patches: [
      {
        file: DOOR,
        find: 'if (unanswered.length > 0) await leave(unanswered);',
        replace: '',
      },
    ],
    caughtBy: e2e('tests/src/lost-queue.e2e.test.ts', 'loses nothing: every command is answered'),
  },
  {
    name: 'the feed waits for news alone',
    patches: [
      {
        file: 'apps/api/src/feed.ts',
        find: 'for (const [dropId, seq] of await readSeqs(db)) advance(dropId, seq);\n    // What',
        replace: '// What',
      },
    ],
    caughtBy: e2e('tests/src/lost-news.e2e.test.ts', 'a page shows all the same'),
  },
  {
    name: 'rows are told though there are some before them',
    patches: [
      {
        file: 'apps/api/src/feed.ts',
        find: 'return read === known && seq - read === batch?.rows.length;',
        replace: 'return batch !== undefined;',
      },
    ],
    caughtBy: int('tests/src/feed.int.test.ts', 'whatever becomes of the news'),
  },
  {
    name: 'no news of ids decided before',
    patches: [
      {
        file: 'apps/worker/src/after-commit.ts',
        find: 'road.publish({ drops: applied.map(toGrowth), replayed })',
        replace:
          'road.publish({ drops: applied.map(toGrowth), replayed: replayed.slice(replayed.length) })',
      },
    ],
    caughtBy: e2e(
      'tests/src/same-id.e2e.test.ts',
      'sent again through another api is answered at once',
    ),
  },
  {
    name: 'a conflict told before it is one',
    patches: [
      {
        file: DOOR,
        find: 'contested: !isSame(toAsked(same.command), command),',
        replace: `contested: ((): boolean => {
            if (isSame(toAsked(same.command), command)) return false;
            throw new ApiError('id_conflict', 'This command id was used for something else.');
          })(),`,
      },
    ],
    caughtBy: e2e('tests/src/same-id.e2e.test.ts', 'used for two things at once through two apis'),
  },
  {
    name: 'every worker works every lane',
    patches: [
      { file: 'apps/worker/src/lane-owner.ts', find: '|| !(await held.take(lane))', replace: '' },
      {
        file: 'apps/worker/src/lane-owner.ts',
        find: 'workers.size < share',
        replace: 'workers.size <= laneCount',
      },
    ],
    caughtBy: e2e('tests/src/lanes.e2e.test.ts', 'have one owner each'),
  },
  {
    name: 'lost leases are not given up',
    patches: [
      {
        file: 'apps/worker/src/lane-owner.ts',
        find: 'if (!leases) await closeAll();',
        replace: '',
      },
    ],
    caughtBy: e2e('tests/src/lanes.e2e.test.ts', 'have an owner again'),
  },
  {
    name: 'a frozen worker keeps its lanes',
    patches: [
      {
        file: 'packages/db/src/leases.ts',
        find: '`-c idle_session_timeout=${SILENT_MS}`',
        replace: '`-c idle_session_timeout=${SILENT_MS * 0}`',
      },
    ],
    caughtBy: e2e('tests/src/lost-queue.e2e.test.ts', 'a worker that freezes for good'),
  },
  {
    name: 'no mailbox',
    patches: [
      {
        file: 'apps/worker/src/mailbox.ts',
        find: 'if (!emptying) void empty();',
        replace: 'if (letters.length < 1_000_000) void empty();',
      },
    ],
    caughtBy: unit('apps/worker/src/mailbox.test.ts', 'a lane has one transaction at a time'),
  },
  {
    name: 'a blind auditor',
    patches: [
      {
        file: 'packages/db/src/queries/audit.ts',
        find: '.filter(([, drift]) => drift !== 0)',
        replace: '.filter(([, drift]) => drift < 0)',
      },
    ],
    caughtBy: int(DATABASE, 'counters that moved alone'),
  },
  {
    name: 'nobody listens to a connection that is lent out',
    patches: [
      { file: 'packages/db/src/open-pool.ts', find: "client.on('error', () => {});", replace: '' },
    ],
    caughtBy: int(
      'tests/src/broken-wire.int.test.ts',
      'a session that ends while a transaction has it',
    ),
  },
  {
    name: 'silent connections found out one by one',
    patches: [
      {
        file: 'packages/db/src/open-pool.ts',
        find: 'isSilence(error) && endSilent(askedAt)',
        replace: 'isSilence(error) && endSilent(askedAt * 0)',
      },
    ],
    caughtBy: int('tests/src/broken-wire.int.test.ts', 'connections that lead nowhere'),
  },
  {
    name: 'an api that stops says that it is ready',
    patches: [
      { file: 'apps/api/src/start-api.ts', find: 'stopping = true;', replace: 'stopping = !env;' },
    ],
    caughtBy: e2e(GRACEFUL, 'an api says so first'),
  },
  {
    name: 'all sockets are sent away at once',
    patches: [
      {
        file: 'apps/api/src/drain.ts',
        find: 'await sleep(index * SLICE_EVERY_MS);',
        replace: 'await sleep(index * 0);',
      },
    ],
    caughtBy: e2e(GRACEFUL, 'an api says so first'),
  },
  {
    name: 'nobody feels the pulse',
    patches: [
      {
        file: 'apps/api/src/pulse.ts',
        find: 'for (const listener of told.values()) listener(silence());',
        replace: '',
      },
    ],
    caughtBy: e2e('tests/src/silence.e2e.test.ts', 'commands are told so'),
  },
  {
    name: 'a line without an end',
    patches: [{ file: DOOR, find: '|| pending.size >= lineMaximum', replace: '|| !lineMaximum' }],
    caughtBy: e2e('tests/src/overload.e2e.test.ts', 'is refused at once'),
  },
  {
    name: 'a stuck worker goes on',
    patches: [{ file: 'apps/worker/src/start-worker.ts', find: 'process.exit(1);', replace: '' }],
    caughtBy: e2e(QUIET, 'a worker that takes no jobs'),
  },
  {
    name: 'a line that stands still takes more',
    patches: [{ file: DOOR, find: '|| isStuck(line, now)', replace: '|| !isStuck' }],
    caughtBy: e2e(QUIET, 'a worker that takes no jobs'),
  },
  {
    name: 'a client that is gone is waited for',
    patches: [
      {
        file: 'apps/api/src/websocket.ts',
        find: 'PING_EVERY_MS = 20_000',
        replace: 'PING_EVERY_MS = 60_000',
      },
    ],
    caughtBy: e2e(QUIET, 'a client that is gone'),
  },
  {
    name: 'a reader that does not read is kept',
    patches: [
      {
        file: 'apps/api/src/wire/bounded-socket.ts',
        find: 'this.bufferedAmount <= UNREAD_LIMIT_BYTES',
        replace: 'this.bufferedAmount <= 1_000 * UNREAD_LIMIT_BYTES',
      },
    ],
    caughtBy: e2e('tests/src/slow-reader.e2e.test.ts', 'asks for more than it reads'),
  },
];
