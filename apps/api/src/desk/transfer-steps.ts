import type { Transfer, TransferRefusal } from '@lastpair/contracts';
import {
  applyReadings,
  lockShelf,
  lockTransfer,
  nextSeq,
  readTransfer,
  writeTransfer,
} from '@lastpair/db';
import type { Transaction } from '@lastpair/db';
import { hear, onTheWay, stepTransfer } from '@lastpair/domain/desk';
import type { TransferStep } from '@lastpair/domain/desk';
import { ApiError } from '../api-error.ts';
import type { Context } from '../context.ts';

/** What somebody asks of a transfer; what is left open is all there is. */
export type AskedStep =
  | { kind: 'edit'; quantity: number }
  | { kind: 'cancel' }
  | { kind: 'send'; quantity?: number | undefined }
  | { kind: 'receive'; received?: number | undefined; missing?: number | undefined };

const words: Record<TransferRefusal, string> = {
  not_requested: 'This transfer has been sent or called off already.',
  not_in_transit: 'This transfer is not on its way.',
  not_enough: 'The store does not have that many.',
  too_many: 'That is more than there are in this transfer.',
};

/**
 * Takes one step of a transfer in one transaction: the transfer is locked, the rules decide, and pairs leave the one shelf
 * or come onto the other with it. Throws ApiError unknown_transfer, or refused with the reason.
 */
export async function takeStep(ctx: Context, id: string, asked: AskedStep): Promise<Transfer> {
  const { seq, transfer } = await ctx.services.db.transaction().execute(async (trx) => {
    const locked = await lockTransfer(trx, id);
    if (!locked) throw unknownTransfer();
    const { state, modelId, fromStoreId, toStoreId } = locked;
    const step = await complete(trx, asked, locked);
    const stepped = stepTransfer(state, step);
    if (stepped.status === 'refused') {
      throw new ApiError('refused', words[stepped.reason], { reason: stepped.reason });
    }
    const { taken, put } = stepped;
    if (taken > 0) await move(trx, fromStoreId, modelId, -taken);
    if (put > 0) await move(trx, toStoreId, modelId, put);
    const after = await nextSeq(trx);
    await writeTransfer(trx, id, stepped.transfer, after);
    return { seq: after, transfer: await readTransfer(trx, id) };
  });
  ctx.services.desk.tell(seq);
  if (!transfer) throw unknownTransfer();
  return transfer;
}

export const unknownTransfer = (): ApiError =>
  new ApiError('unknown_transfer', 'There is no such transfer.');

/** The step as the rules want it. */
async function complete(
  trx: Transaction,
  asked: AskedStep,
  { state, modelId, fromStoreId }: NonNullable<Awaited<ReturnType<typeof lockTransfer>>>,
): Promise<TransferStep> {
  switch (asked.kind) {
    case 'edit':
    case 'cancel':
      return asked;
    case 'send': {
      const { inventory: onShelf } = await lockShelf(trx, fromStoreId, modelId);
      return { kind: 'send', quantity: asked.quantity ?? state.requested, onShelf };
    }
    case 'receive': {
      const { received, missing } = asked;
      const all = received === undefined && missing === undefined;
      return {
        kind: 'receive',
        received: all ? onTheWay(state) : (received ?? 0),
        missing: missing ?? 0,
      };
    }
  }
}

/** Takes pairs off a shelf or puts them onto it, as a reading of the desk's own: the store's next one goes before. */
async function move(
  trx: Transaction,
  storeId: number,
  modelId: number,
  pairs: number,
): Promise<void> {
  const { inventory, nextStamp: stamp } = await lockShelf(trx, storeId, modelId);
  const reading = { storeId, modelId, stamp, inventory: inventory + pairs, tapId: null };
  await applyReadings(trx, [reading], { hear }, true);
}
