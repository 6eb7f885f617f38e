import type { Command } from '@lastpair/contracts';
import type { Hand } from '@lastpair/db';
import { failpoint } from '@lastpair/runtime';
import type { Logger } from '@lastpair/runtime';
import { applyBatch, applyFailed, isPoison } from './apply-batch.ts';
import type { Applied, Batch } from './apply-batch.ts';

/** How often a command that breaks is tried before it is given up as `failed`. */
const ATTEMPTS = 3;

/**
 * Applies a batch; if something in it is poison, applies it again one command at a time, so that only the
 * poison suffers. `cooldownSeconds` is applyBatch's. Throws only when the machine is at fault, with nothing lost: the job is tried again.
 */
export async function applySafely(
  hand: Hand,
  logger: Logger,
  batch: Batch,
  cooldownSeconds: number,
): Promise<Applied[]> {
  try {
    return present(await applyBatch(hand, batch, cooldownSeconds));
  } catch (error) {
    if (!isPoison(error)) throw error;
    logger.error({ err: error, dropId: batch.dropId }, 'a batch broke; trying one by one');
    return applyOneByOne(hand, logger, batch, cooldownSeconds);
  }
}

async function applyOneByOne(
  hand: Hand,
  logger: Logger,
  batch: Batch,
  cooldownSeconds: number,
): Promise<Applied[]> {
  const { dropId } = batch;
  const applied: Applied[] = [];
  for (const command of batch.commands) {
    failpoint('worker.one-by-one');
    applied.push(...(await applyOne(hand, logger, command, cooldownSeconds)));
  }
  if (batch.tick)
    applied.push(...present(await applyBatch(hand, { dropId, commands: [], tick: true })));
  return applied;
}

async function applyOne(
  hand: Hand,
  logger: Logger,
  command: Command,
  cooldownSeconds: number,
): Promise<Applied[]> {
  const batch = { dropId: command.dropId, commands: [command], tick: false };
  for (let attempt = 1; ; attempt += 1) {
    try {
      return present(await applyBatch(hand, batch, cooldownSeconds));
    } catch (error) {
      if (!isPoison(error) || !(error instanceof Error)) throw error;
      if (attempt < ATTEMPTS) continue;
      logger.error({ err: error, commandId: command.commandId }, 'a command is given up');
      return present(await applyFailed(hand, command, error));
    }
  }
}

const present = (applied: Applied | undefined): Applied[] => (applied ? [applied] : []);
