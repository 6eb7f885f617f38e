import type { Command } from '@lastpair/contracts';
import type { Database } from '@lastpair/db';
import { failpoint } from '@lastpair/runtime';
import type { Logger } from '@lastpair/runtime';
import { applyBatch, applyFailed, isPoison } from './apply-batch.ts';
import type { Applied, Batch } from './apply-batch.ts';
import { applyTickAround, toSkip } from './apply-tick.ts';

/** How often a command that breaks is tried before it is given up as `failed`. */
const ATTEMPTS = 3;

/**
 * Applies a batch; if something in it is poison, applies it again in ever smaller parts, so that only the
 * poison suffers. Throws only when the machine is at fault, with nothing lost: the job is tried again.
 */
export async function applySafely(db: Database, logger: Logger, batch: Batch): Promise<Applied[]> {
  try {
    return present(await applyBatch(db, { ...batch, due: { skip: toSkip() } }));
  } catch (error) {
    if (!isPoison(error)) throw error;
    const { dropId, commands, tick } = batch;
    logger.error({ err: error, dropId }, 'a batch broke; looking for what breaks it');
    const applied = await applyHalves(db, logger, dropId, commands);
    return tick ? [...applied, ...(await applyTickAround(db, logger, dropId))] : applied;
  }
}

/** Halves, in order, and halves of those that break: whatever is beside the poison waits for a few transactions alone. */
async function applyHalves(
  db: Database,
  logger: Logger,
  dropId: string,
  commands: readonly Command[],
): Promise<Applied[]> {
  failpoint('worker.one-by-one');
  const [first] = commands;
  if (!first) return [];
  if (commands.length === 1) return applyOne(db, logger, first);
  const applied: Applied[] = [];
  const half = Math.ceil(commands.length / 2);
  for (const some of [commands.slice(0, half), commands.slice(half)]) {
    try {
      applied.push(...present(await applyBatch(db, { dropId, commands: some, tick: false })));
    } catch (error) {
      if (!isPoison(error)) throw error;
      applied.push(...(await applyHalves(db, logger, dropId, some)));
    }
  }
  return applied;
}

async function applyOne(db: Database, logger: Logger, command: Command): Promise<Applied[]> {
  const batch = { dropId: command.dropId, commands: [command], tick: false };
  for (let attempt = 1; ; attempt += 1) {
    try {
      return present(await applyBatch(db, batch));
    } catch (error) {
      if (!isPoison(error) || !(error instanceof Error)) throw error;
      if (attempt < ATTEMPTS) continue;
      logger.error({ err: error, commandId: command.commandId }, 'a command is given up');
      return present(await applyFailed(db, command, error));
    }
  }
}

const present = (applied: Applied | undefined): Applied[] => (applied ? [applied] : []);
