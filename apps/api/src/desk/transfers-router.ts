import {
  INVENTORY,
  Id,
  ModelId,
  Paging,
  StoreId,
  Suggestion,
  Transfer,
  TransferQuantity,
  Words,
  pageOf,
  transferStatuses,
} from '@lastpair/contracts';
import {
  createTransfer,
  dismissWay,
  nextSeq,
  readDismissals,
  readNamed,
  readStandings,
  readTransfer,
  readTransfers,
} from '@lastpair/db';
import { suggestTransfers } from '@lastpair/domain/desk';
import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import { ApiError } from '../api-error.ts';
import { deskActionProcedure, deskProcedure, router } from '../trpc.ts';
import { takeStep, unknownTransfer } from './transfer-steps.ts';

const DISMISSED_HOURS = 24;
const Way = { modelId: ModelId, fromStoreId: StoreId, toStoreId: StoreId };
const twoStores = { error: 'from one store to another' };
const isTwoStores = ({ fromStoreId, toStoreId }: { fromStoreId: number; toStoreId: number }) =>
  fromStoreId !== toStoreId;
const Step = { transferId: Id };

/** Pairs from where they lie to where they sell. */
export const transfersRouter = router({
  suggestions: deskProcedure
    .meta({
      query: true,
      openapi: {
        method: 'GET',
        path: '/suggestions',
        tags: ['Desk'],
        summary: 'What would do good',
        description:
          'Of one model, or of the 50 models that are short in most stores. What is on its way already is counted.',
      },
    })
    .input(z.strictObject({ modelId: ModelId.optional() }))
    .output(z.array(Suggestion))
    .query(async ({ ctx, input }) => {
      const isDismissed = await readDismissals(ctx.services.db);
      const standings = await readStandings(ctx.services.db, input.modelId);
      return standings.flatMap(({ modelId, model, stands }) =>
        suggestTransfers(model, stands, (fromStoreId, toStoreId) =>
          isDismissed({ modelId, fromStoreId, toStoreId }),
        ).map(({ from, to, quantity, hoursGained, words }) => ({
          modelId,
          model,
          fromStoreId: from.storeId,
          fromStore: from.store,
          toStoreId: to.storeId,
          toStore: to.store,
          quantity,
          hoursGained,
          words,
        })),
      );
    }),

  dismiss: deskActionProcedure
    .meta({
      openapi: {
        method: 'POST',
        path: '/suggestions/dismiss',
        tags: ['Desk'],
        summary: 'Do not suggest this way again for a day',
      },
    })
    .input(z.strictObject(Way).refine(isTwoStores, twoStores))
    .output(z.object({ dismissed: z.literal(true) }))
    .mutation(async ({ ctx, input }) => {
      await dismissWay(ctx.services.db, input, DISMISSED_HOURS);
      return { dismissed: true as const };
    }),

  list: deskProcedure
    .meta({
      query: true,
      openapi: {
        method: 'GET',
        path: '/transfers',
        tags: ['Desk'],
        summary: 'Transfers, newest first',
      },
    })
    .input(
      z.strictObject({
        ...Paging,
        status: z
          .enum(['open', ...transferStatuses])
          .optional()
          .meta({
            description: '`open`: requested or in transit.',
          }),
        storeId: StoreId.optional().meta({ description: 'From this store or to it.' }),
        modelId: ModelId.optional(),
      }),
    )
    .output(pageOf(Transfer))
    .query(({ ctx, input }) => readTransfers(ctx.services.db, input)),

  request: deskActionProcedure
    .meta({
      successStatus: 201,
      openapi: {
        method: 'POST',
        path: '/transfers',
        tags: ['Desk'],
        summary: 'Ask for a transfer: a suggestion as it is or edited, or one of your own',
        description: 'With a `transferId` of yours, asking twice makes one transfer.',
      },
    })
    .input(
      z
        .strictObject({
          ...Way,
          quantity: TransferQuantity,
          reason: Words.default(''),
          transferId: Id.optional(),
        })
        .refine(isTwoStores, twoStores),
    )
    .output(Transfer)
    .mutation(async ({ ctx, input }) => {
      const { transferId: id = uuidv7(), ...asked } = input;
      const stores = await readNamed(ctx.services.db, 'store', [
        asked.fromStoreId,
        asked.toStoreId,
      ]);
      const models = await readNamed(ctx.services.db, 'model', [asked.modelId]);
      if (stores.length < 2 || models.length < 1) {
        throw new ApiError('unknown_shelf', 'There is no such store or model.');
      }
      const { seq, transfer } = await ctx.services.db.transaction().execute(async (trx) => {
        const next = await nextSeq(trx);
        await createTransfer(trx, { id, ...asked, requestedBy: ctx.shopper.name, seq: next });
        return { seq: next, transfer: await readTransfer(trx, id) };
      });
      if (!transfer) throw unknownTransfer();
      const same =
        transfer.modelId === asked.modelId &&
        transfer.fromStoreId === asked.fromStoreId &&
        transfer.toStoreId === asked.toStoreId;
      if (!same) throw new ApiError('id_conflict', 'This id is of another transfer.');
      ctx.services.desk.tell(seq);
      return transfer;
    }),

  edit: deskActionProcedure
    .meta({
      openapi: {
        method: 'PATCH',
        path: '/transfers/{transferId}',
        tags: ['Desk'],
        summary: 'Change how many are requested, before they are sent',
      },
    })
    .input(z.strictObject({ ...Step, quantity: TransferQuantity }))
    .output(Transfer)
    .mutation(({ ctx, input }) =>
      takeStep(ctx, input.transferId, { kind: 'edit', quantity: input.quantity }),
    ),

  cancel: deskActionProcedure
    .meta({
      openapi: {
        method: 'POST',
        path: '/transfers/{transferId}/cancel',
        tags: ['Desk'],
        summary: 'Call a transfer off, before it is sent',
      },
    })
    .input(z.strictObject(Step))
    .output(Transfer)
    .mutation(({ ctx, input }) => takeStep(ctx, input.transferId, { kind: 'cancel' })),

  send: deskActionProcedure
    .meta({
      openapi: {
        method: 'POST',
        path: '/transfers/{transferId}/send',
        tags: ['Desk'],
        summary: 'The pairs leave the store',
        description:
          'They are taken off its shelf at once. `quantity`: as many as requested, or fewer.',
      },
    })
    .input(z.strictObject({ ...Step, quantity: TransferQuantity.optional() }))
    .output(Transfer)
    .mutation(({ ctx, input }) =>
      takeStep(ctx, input.transferId, { kind: 'send', quantity: input.quantity }),
    ),

  receive: deskActionProcedure
    .meta({
      openapi: {
        method: 'POST',
        path: '/transfers/{transferId}/receive',
        tags: ['Desk'],
        summary: 'Pairs arrive, all or some',
        description:
          '`received` go onto the shelf, `missing` are given up; the rest is still on its way. Without either, all that is on its way has arrived.',
      },
    })
    .input(
      z.strictObject({
        ...Step,
        received: z.int().min(0).max(INVENTORY.max).optional(),
        missing: z.int().min(0).max(INVENTORY.max).optional(),
      }),
    )
    .output(Transfer)
    .mutation(({ ctx, input }) =>
      takeStep(ctx, input.transferId, {
        kind: 'receive',
        received: input.received,
        missing: input.missing,
      }),
    ),
});
