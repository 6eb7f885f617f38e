import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { arrivalTimes } from './arrivals.ts';
import { buildCommands } from './commands.ts';
import type { Commands } from './commands.ts';
import { STATUS, openLine } from './lines.ts';
import type { Ears } from './lines.ts';
import type { Order, Pace, Reply, RunResult, Target } from './messages.ts';
import { monotonic } from './monotonic.ts';
import type { RawSocket } from './raw-socket.ts';
import { createViewLog } from './view-log.ts';

const CONNECTS_AT_ONCE = 128;
const CONNECT_ATTEMPTS = 4;
const CONNECT_PAUSE_MS = 1_000;
/** From the order to run to the first click. */
const HEAD_START_MS = 50;
/** What has no answer this long after the last click never gets one. */
const PATIENCE_MS = 40_000;
/** Whoever is asked to come back later does so after this, which is what the store asks for. */
const COME_BACK_AFTER_MS = 1_000;
const NS_PER_MS = 1e6;

/** Tries again to connect, as a browser would, with a little time in between. */
async function persist<T>(open: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await open();
    } catch (error) {
      if (attempt === CONNECT_ATTEMPTS) throw error;
      await sleep(CONNECT_PAUSE_MS);
    }
  }
}

/** Does what it is ordered, one order at a time. Rejects when that can't be done. */
export function createGenerator(): { obey(order: Order): Promise<Reply> } {
  let lines: RawSocket[] = [];
  /** For one request at a time on a line: the command that is under way. */
  let underWay = new Int32Array(0);
  let targets: Target[] = [];
  let firstPerson = 0;
  let commands: Commands = { ids: [], bytes: [] };
  let kOf = new Map<string, number>();
  /** Whether every line hears its shopper's outcomes. */
  let told = false;
  let views = createViewLog();
  let lastSeq = new Int32Array(0);
  let lastLeft = new Int32Array(0);
  let troubles: { count: number; first: string | undefined } = { count: 0, first: undefined };
  let onAnswer: (line: number, k: number, status: number, seq: number) => void = () => {};

  const earsOf = (line: number): Ears => ({
    onAnswer: (k, status, seq) => onAnswer(line, k < 0 ? underWay[line]! : k, status, seq),
    onOutcome(commandId, status, seq) {
      const k = kOf.get(commandId);
      if (k !== undefined) onAnswer(line, k, status, seq);
    },
    onView(seq, left) {
      lastSeq[line] = seq;
      lastLeft[line] = left;
      views.note(line, seq, monotonic());
    },
    onTrouble(what) {
      troubles.count += 1;
      troubles.first ??= what;
    },
  });

  const connect = async (count: number): Promise<void> => {
    lines = [];
    underWay = new Int32Array(count).fill(-1);
    lastSeq = new Int32Array(count);
    lastLeft = new Int32Array(count).fill(-1);
    views = createViewLog();
    troubles = { count: 0, first: undefined };
    let next = 0;
    const some = async (): Promise<void> => {
      while (next < count) {
        const line = next;
        next += 1;
        const target = targets[line % targets.length]!;
        lines[line] = await persist(() => openLine(target, firstPerson + line, earsOf(line)));
      }
    };
    await Promise.all(Array.from({ length: CONNECTS_AT_ONCE }, some));
    // What went wrong on the way in was made good; what counts is what comes now.
    troubles = { count: 0, first: undefined };
  };

  const run = (pace: Pace): Promise<RunResult> =>
    new Promise((resolve) => {
      const { ids, bytes } = commands;
      const count = ids.length;
      const oneAtATime = targets[0]!.wire === 'http';
      const scheduledAt = new Float64Array(count);
      const sentAt = new Float64Array(count);
      const answeredAt = new Float64Array(count);
      const status = new Uint8Array(count);
      const seqs = new Int32Array(count);
      const lineOf = new Int32Array(count);
      const delay = monitorEventLoopDelay({ resolution: 2 });
      delay.enable();
      const cpuBefore = process.cpuUsage();
      const startedAt = monotonic() + HEAD_START_MS;
      let lagMs = 0;
      let askedAgain = 0;
      let sent = 0;
      let answered = 0;
      let ended = false;

      const end = (): void => {
        if (ended) return;
        ended = true;
        clearTimeout(giveUp);
        delay.disable();
        const cpu = process.cpuUsage(cpuBefore);
        resolve({
          startedAt,
          endedAt: monotonic(),
          commandIds: ids,
          scheduledAt,
          sentAt,
          answeredAt,
          status,
          seq: seqs,
          lagMs: pace.kind === 'open' ? lagMs : delay.max / NS_PER_MS,
          cpuUs: cpu.user + cpu.system,
          askedAgain,
          troubles,
        });
      };
      const lastClickMs = pace.kind === 'open' ? pace.overMs : PATIENCE_MS;
      const giveUp = setTimeout(end, HEAD_START_MS + lastClickMs + PATIENCE_MS);

      const send = (k: number, line: number): void => {
        sentAt[k] = monotonic();
        lineOf[k] = line;
        underWay[line] = k;
        lines[line]!.write(bytes[k]!);
      };

      if (pace.kind === 'open') {
        const times = arrivalTimes(pace.seed, count, pace.overMs);
        for (let k = 0; k < count; k += 1) scheduledAt[k] = startedAt + times[k]!;
        onAnswer = (_line, k, answer, seq) => note(k, answer, seq);
        const tick = (): void => {
          const now = monotonic();
          while (sent < count && scheduledAt[sent]! <= now) {
            send(sent, sent % lines.length);
            lagMs = Math.max(lagMs, sentAt[sent]! - scheduledAt[sent]!);
            sent += 1;
          }
          if (sent < count && !ended) setTimeout(tick, 1);
        };
        setTimeout(tick, HEAD_START_MS - 2);
      } else {
        const next = (line: number): void => {
          if (sent === count) return;
          const k = sent;
          sent += 1;
          send(k, oneAtATime ? line : k % lines.length);
          scheduledAt[k] = sentAt[k]!;
        };
        onAnswer = (line, k, answer, seq) => {
          if (note(k, answer, seq)) next(line);
        };
        setTimeout(() => {
          for (let line = 0; line < Math.min(pace.inFlight, count); line += 1) next(line);
        }, HEAD_START_MS);
      }

      /** Notes the first answer to a command; whether this was it. */
      function note(k: number, answer: number, seq: number): boolean {
        if (k < 0 || k >= count || status[k] !== STATUS.unanswered) return false;
        // In line: who is told of all outcomes waits, and who is not asks again under the same id.
        if (answer === STATUS.queued && told) return false;
        if (answer === STATUS.queued || answer === STATUS.later) {
          askedAgain += 1;
          const pauseMs = answer === STATUS.later ? COME_BACK_AFTER_MS : 0;
          setTimeout(() => !ended && lines[lineOf[k]!]!.write(bytes[k]!), pauseMs);
          return false;
        }
        answeredAt[k] = monotonic();
        status[k] = answer;
        seqs[k] = seq;
        answered += 1;
        if (answered === count) setImmediate(end);
        return true;
      }
    });

  return {
    async obey(order) {
      switch (order.do) {
        case 'connect':
          targets = order.targets;
          firstPerson = order.firstPerson;
          await connect(order.lines);
          return { ok: true };
        case 'prepare': {
          told = targets.some((target) => target.wire === 'trpc' && target.outcomes);
          commands = buildCommands(order.asking, { firstPerson, told });
          kOf = told ? new Map(commands.ids.map((id, k) => [id, k])) : new Map();
          return { ok: true };
        }
        case 'run':
          return { ok: true, run: await run(order.pace) };
        case 'views':
          return { ok: true, views: { ...views.read(), lastSeq, lastLeft, troubles } };
        case 'countBehind': {
          const { field, value } = order.truth;
          const shown = field === 'seq' ? lastSeq : lastLeft;
          return { ok: true, behind: shown.filter((each) => each !== value).length };
        }
        case 'disconnect':
          onAnswer = () => {};
          for (const line of lines) line.end();
          lines = [];
          return { ok: true };
      }
    },
  };
}
