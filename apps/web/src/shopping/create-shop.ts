import type { Outcome } from '@lastpair/contracts';
import { problemOf, troubleInWords, troubleOf } from '../server/store-error.ts';
import { keptCommands, keepCommands } from './kept-commands.ts';
import { begin, drop, giveUp, isRepeated, nothingPending, take } from './shopping-state.ts';
import type { Intent, PendingCommand, Shopping } from './shopping-state.ts';

/** The outcome comes by itself as a rule; when it has not by then, it is asked for, less and less often. */
const FIRST_ASK_MS = 3_000;
const ASK_AGAIN_MS = 2_000;
const ASK_BACK_OFF = 1.5;
const GIVE_UP_MS = 30_000;
const NEVER_ARRIVED = 'Your click never reached the store, so nothing was done. Press again.';

/** What a shop needs of the world. `send` and `ask` answer with an outcome or throw. */
export type ShopParts = {
  send: (command: PendingCommand) => Promise<Outcome>;
  ask: (commandId: string) => Promise<Outcome>;
  /** Called with every outcome, so that what is mine is shown. `askedHere`: it answers a command of this tab. */
  onOutcome: (outcome: Outcome, askedHere: boolean) => void;
  newId: () => string;
  now: () => number;
  storage: Pick<Storage, 'getItem' | 'setItem'>;
};

/** One tab's commands on their way: sent once each, asked after, and never waited for without an end. */
export type Shop = {
  /** A click. Does nothing when it is the same click again. */
  want: (intent: Intent) => void;
  /** Takes an outcome that came by itself. */
  take: (outcome: Outcome) => void;
  /** Asks for the outcome of everything pending now. */
  askAll: () => void;
  /** Takes the last notice away. */
  dismiss: () => void;
  /** Forgets everything: the session is another one, and nothing may be sent in its name. */
  forget: () => void;
  getShopping: () => Shopping;
  subscribe: (listener: () => void) => () => void;
};

/** Opens the shop of this tab, and goes on with what was pending before a reload. */
export function createShop(parts: ShopParts): Shop {
  const { now } = parts;
  const listeners = new Set<() => void>();
  let shopping: Shopping = { ...nothingPending, pending: keptCommands(parts.storage) };
  let lastClick: PendingCommand | undefined;
  // Answers come twice, the second time when nothing is pending any more.
  const asked = new Set(shopping.pending.map(({ commandId }) => commandId));

  const become = (next: Shopping): void => {
    if (next === shopping) return;
    shopping = next;
    keepCommands(parts.storage, next.pending);
    for (const listener of listeners) listener();
  };
  const find = (commandId: string): PendingCommand | undefined =>
    shopping.pending.find((command) => command.commandId === commandId);
  const hear = (outcome: Outcome): void => {
    if (outcome.status !== 'queued') parts.onOutcome(outcome, asked.has(outcome.commandId));
    become(take(shopping, outcome));
  };

  const send = async (command: PendingCommand): Promise<void> => {
    try {
      hear(await parts.send(command));
    } catch (error) {
      // Unheard, or broken on the way: it may have been taken, so it is asked after instead.
      const trouble = troubleOf(error);
      const taken = trouble.kind === 'unheard' || trouble.problem === 'internal';
      if (!taken) become(drop(shopping, command.commandId, troubleInWords(error)));
    }
  };

  const ask = async ({ commandId }: PendingCommand): Promise<void> => {
    try {
      hear(await parts.ask(commandId));
    } catch (error) {
      const problem = problemOf(error);
      const command = find(commandId);
      if (!command) return;
      if (problem === 'no_session') become(drop(shopping, commandId, troubleInWords(error)));
      if (problem !== 'unknown_command') return;
      // It was lost on the way. The same id again can't do it twice, but after so long nobody wants it.
      if (command.phase === 'unanswered') become(drop(shopping, commandId, NEVER_ARRIVED));
      else await send(command);
    }
  };

  const follow = async (command: PendingCommand): Promise<void> => {
    const { commandId, sentAt } = command;
    const giveUpAt = Math.max(0, sentAt + GIVE_UP_MS - now());
    const deadline = setTimeout(() => become(giveUp(shopping, commandId)), giveUpAt);
    let pause = FIRST_ASK_MS;
    for (let times = 0; ; times += 1) {
      await new Promise((resolve) => setTimeout(resolve, pause));
      const still = find(commandId);
      if (!still || still.phase === 'unanswered') break;
      await ask(still);
      pause = ASK_AGAIN_MS * ASK_BACK_OFF ** times;
    }
    clearTimeout(deadline);
  };

  for (const command of shopping.pending) void follow(command);

  return {
    want(intent) {
      const click: PendingCommand = {
        ...intent,
        commandId: parts.newId(),
        sentAt: now(),
        phase: 'sending',
        ahead: 0,
      };
      if (isRepeated(shopping, lastClick, click)) return;
      lastClick = click;
      asked.add(click.commandId);
      become(begin(shopping, click));
      void send(click);
      void follow(click);
    },
    take: hear,
    askAll: () => void Promise.all(shopping.pending.map(ask)),
    dismiss: () => become({ ...shopping, notice: undefined }),
    forget: () => become(nothingPending),
    getShopping: () => shopping,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
