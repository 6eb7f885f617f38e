import { setTimeout as sleep } from 'node:timers/promises';
import { payloadOf } from '@lastpair/contracts';
import type { Command, Decision } from '@lastpair/contracts';
import { readDecisions } from '@lastpair/db';
import type { Database } from '@lastpair/db';
import type { Road } from '@lastpair/queue';

/** Most answers are there within milliseconds; each further look waits twice as long as the one before, up to LOOK_AT_MOST_MS. */
const FIRST_LOOK_MS = 5;
const LOOK_AT_MOST_MS = 200;
/** After this the order lets go and comes back: the lane may have no worker. */
const WAIT_MS = 1_500;

/** Sends commands down the lanes and gives what the log says of them: by command id, those that are decided by then. */
export type AskDrops = (commands: readonly Command[]) => Promise<Map<string, Decision>>;

/** Makes it for a process. */
export function createAskDrops(db: Database, road: Pick<Road, 'send'>): AskDrops {
  return async (commands) => {
    let known = await look(db, commands);
    const missing = commands.filter(({ commandId }) => !known.has(commandId));
    if (missing.length > 0) await road.send(missing);
    const giveUpAt = performance.now() + WAIT_MS;
    let pause = FIRST_LOOK_MS;
    while (known.size < commands.length && performance.now() < giveUpAt) {
      await sleep(pause);
      pause = Math.min(pause * 2, LOOK_AT_MOST_MS);
      known = await look(db, commands);
    }
    return known;
  };
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
