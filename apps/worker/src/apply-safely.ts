import type { Command } from '@lastpair/contracts';
import type { Hand } from '@lastpair/db';
import { failpoint } from '@lastpair/runtime';
import type { Logger } from '@lastpair/runtime';
import { applyBatch, applyFailed, isPoison } from './apply-batch.ts';
import type { Applied, Batch } from './apply-batch.ts';
import { applyTicksAround, toSkip } from './apply-tick.ts';

/** How often a command that breaks is tried before it is given up as `failed`. */
const ATTEMPTS = 3;

/**
 * Applies a batch; if something in it is poison, applies it again in ever smaller parts, so that only the
 * poison suffers. `cooldownSeconds` is applyBatch's. Throws only when the machine is at fault, with nothing lost: the job is tried again.
 */
export async function applySafely(
  hand: Hand,
  logger: Logger,
  batch: Batch,
  cooldownSeconds: number,
): Promise<Applied[]> {
  try {
    return await applyBatch(hand, { ...batch, due: { skip: toSkip() } }, cooldownSeconds);
  } catch (error) {
    if (!isPoison(error)) throw error;
    const { commands, ticks } = batch;
    const dropIds = [...new Set([...commands.map(({ dropId }) => dropId), ...ticks])];
    logger.error({ err: error, dropIds }, 'a batch broke; looking for what breaks it');
    const applied = await applyHalves(hand, logger, commands, cooldownSeconds);
    return [...applied, ...(await applyTicksAround(hand, logger, ticks))];
  }
}

/** Halves, in order, and halves of those that break: whatever is beside the poison waits for a few transactions alone. */
async function applyHalves(
  hand: Hand,
  logger: Logger,
  commands: readonly Command[],
  cooldownSeconds: number,
): Promise<Applied[]> {
  failpoint('worker.one-by-one');
  const [first] = commands;
  if (!first) return [];
  if (commands.length === 1) return applyOne(hand, logger, first, cooldownSeconds);
  const applied: Applied[] = [];
  const half = Math.ceil(commands.length / 2);
  for (const some of [commands.slice(0, half), commands.slice(half)]) {
    try {
      const batch = { commands: some, ticks: [] };
      applied.push(...(await applyBatch(hand, batch, cooldownSeconds)));
    } catch (error) {
      if (!isPoison(error)) throw error;
      applied.push(...(await applyHalves(hand, logger, some, cooldownSeconds)));
    }
  }
  return applied;
}

async function applyOne(
  hand: Hand,
  logger: Logger,
  command: Command,
  cooldownSeconds: number,
): Promise<Applied[]> {
  const batch = { commands: [command], ticks: [] };
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await applyBatch(hand, batch, cooldownSeconds);
    } catch (error) {
      if (!isPoison(error) || !(error instanceof Error)) throw error;
      if (attempt < ATTEMPTS) continue;
      logger.error({ err: error, commandId: command.commandId }, 'a command is given up');
      return applyFailed(hand, command, error);
    }
  }
}
