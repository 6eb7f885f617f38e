import { payloadOf } from '@lastpair/contracts';
import type { Command, Decision } from '@lastpair/contracts';
import { readDecisions } from '@lastpair/db';
import type { Database } from '@lastpair/db';
import type { Road } from '@lastpair/queue';

/** Most answers come within milliseconds of news; this is for when the news is lost. */
const LOOK_EVERY_MS = 200;
/** After this the order lets go and comes back: the lane may have no worker. */
const WAIT_MS = 1_500;

/** Sends commands down the lanes and gives what the log says of them: by command id, those that are decided by then. */
export type AskDrops = (commands: readonly Command[]) => Promise<Map<string, Decision>>;

/** Makes it for a process; it hears of all drops at once. The second function ends it. */
export async function createAskDrops(
  db: Database,
  road: Road,
): Promise<[ask: AskDrops, stop: () => Promise<void>]> {
  const waiting = new Set<() => void>();
  const stop = await road.listen(() => {
    for (const wake of waiting) wake();
  });

  const news = (): Promise<void> =>
    new Promise((resolve) => {
      const wake = (): void => {
        clearTimeout(timer);
        waiting.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, LOOK_EVERY_MS);
      waiting.add(wake);
    });

  const ask: AskDrops = async (commands) => {
    const decided = await look(db, commands);
    const missing = commands.filter(({ commandId }) => !decided.has(commandId));
    if (missing.length > 0) await road.send(missing);
    const giveUpAt = performance.now() + WAIT_MS;
    let known = decided;
    while (known.size < commands.length && performance.now() < giveUpAt) {
      await news();
      known = await look(db, commands);
    }
    return known;
  };
  return [ask, stop];
}

async function look(db: Database, commands: readonly Command[]): Promise<Map<string, Decision>> {
  const asked = new Map(commands.map((command) => [command.commandId, command]));
  const rows = await readDecisions(db, [...asked.keys()]);
  return new Map(
    rows.map(({ commandId, kind, payload, decision }) => {
      const command = asked.get(commandId)!;
      if (kind !== command.kind || payload !== payloadOf(command)) {
        throw new Error(`the id ${commandId} of a ${command.kind} was used for a ${kind}`);
      }
      return [commandId, decision];
    }),
  );
}
