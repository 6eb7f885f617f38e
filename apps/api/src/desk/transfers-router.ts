import {
  INVENTORY,
  Id,
  ModelId,
  Paging,
  StoreId,
  Suggestion,
  Transfer,
  TransferQuantity,
  TransferStatus,
  pageOf,
} from '@lastpair/contracts';
import { z } from 'zod';
import { deskActionProcedure, deskProcedure, router } from '../trpc.ts';
import { notYet } from './not-yet.ts';

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
        path: '/transfers/suggestions',
        tags: ['Desk'],
        summary: 'What would do good',
        description:
          'Of one model, or of the 50 models that are short in most stores. What is on its way already is counted.',
      },
    })
    .input(z.strictObject({ modelId: ModelId.optional() }))
    .output(z.array(Suggestion))
    .query(() => notYet()),

  dismiss: deskActionProcedure
    .meta({
      openapi: {
        method: 'POST',
        path: '/transfers/suggestions/dismiss',
        tags: ['Desk'],
        summary: 'Do not suggest this way again for a day',
      },
    })
    .input(z.strictObject(Way).refine(isTwoStores, twoStores))
    .output(z.object({ dismissed: z.literal(true) }))
    .mutation(() => notYet()),

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
    .input(z.strictObject({ ...Paging, status: TransferStatus.optional() }))
    .output(pageOf(Transfer))
    .query(() => notYet()),

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
          reason: z.string().trim().max(500).default(''),
          transferId: Id.optional(),
        })
        .refine(isTwoStores, twoStores),
    )
    .output(Transfer)
    .mutation(() => notYet()),

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
    .mutation(() => notYet()),

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
    .mutation(() => notYet()),

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
    .mutation(() => notYet()),

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
    .mutation(() => notYet()),
});
