import {
  CommandId,
  Id,
  NewDrop,
  RestockQuantity,
  SizeLabel,
  View,
  WAIT_MS,
} from '@lastpair/contracts';
import type { Shopper } from '@lastpair/contracts';
import { createDrop, readView, readViews } from '@lastpair/db';
import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import { ApiError } from '../api-error.ts';
import type { Context } from '../context.ts';
import { plainWords } from '../plain-words.ts';
import { parseSeq } from '../streams/position.ts';
import { watchDrop } from '../streams/watch-drop.ts';
import { takeCommand } from '../take-command.ts';
import type { Sender, Unstamped } from '../take-command.ts';
import {
  merchantActionProcedure,
  merchantStream,
  publicProcedure,
  publicStream,
  router,
} from '../trpc.ts';

const DropId = z.strictObject({ dropId: Id });
const MerchantCommand = z.strictObject({ dropId: Id, commandId: CommandId.optional() });

/** Drops as anyone sees them, and what a merchant does with them. */
export const dropsRouter = router({
  list: publicProcedure
    .meta({
      openapi: {
        method: 'GET',
        path: '/drops',
        protect: false,
        tags: ['Drops'],
        summary: 'All drops, newest first',
        description: 'At most 200, sold-out and closed ones among them: a pair may come back.',
      },
    })
    .input(z.strictObject({}).optional())
    .output(z.array(View))
    .query(async ({ ctx }) => (await readViews(ctx.services.db)).map(showFor(ctx.shopper))),

  byId: publicProcedure
    .meta({
      openapi: {
        method: 'GET',
        path: '/drops/{dropId}',
        protect: false,
        tags: ['Drops'],
        summary: 'One drop with its stock',
      },
    })
    .input(DropId)
    .output(View)
    .query(({ ctx, input }) => readViewFor(ctx, input.dropId)),

  create: merchantActionProcedure
    .meta({
      successStatus: 201,
      openapi: {
        method: 'POST',
        path: '/drops',
        tags: ['Drops'],
        summary: 'Create a drop',
        description:
          'With `opensAt` it opens by itself at that time by the server’s clock; without, when it is opened.',
      },
    })
    .input(NewDrop)
    .output(View)
    .mutation(async ({ ctx, input }) => readViewFor(ctx, await createDrop(ctx.services.db, input))),

  open: merchantActionProcedure
    .meta({
      openapi: {
        method: 'POST',
        path: '/drops/{dropId}/open',
        tags: ['Drops'],
        summary: 'Open a drop now',
        description: 'Opens a scheduled drop, and a closed one again.',
      },
    })
    .input(MerchantCommand)
    .output(View)
    .mutation(({ ctx, input }) => command(ctx, { ...withId(input), kind: 'open' })),

  close: merchantActionProcedure
    .meta({
      openapi: {
        method: 'POST',
        path: '/drops/{dropId}/close',
        tags: ['Drops'],
        summary: 'Close a drop',
        description:
          'Nobody can reserve any more. What is held can still be bought until its time is over.',
      },
    })
    .input(MerchantCommand)
    .output(View)
    .mutation(({ ctx, input }) => command(ctx, { ...withId(input), kind: 'close' })),

  restock: merchantActionProcedure
    .meta({
      openapi: {
        method: 'POST',
        path: '/drops/{dropId}/restock',
        tags: ['Drops'],
        summary: 'Add pairs of a size',
      },
    })
    .input(MerchantCommand.extend({ size: SizeLabel, quantity: RestockQuantity }))
    .output(View)
    .mutation(({ ctx, input }) => command(ctx, { ...withId(input), kind: 'restock' })),

  /**
   * The latest view now and whenever what it shows changes, at most ten times a second; when only its seq has changed, on a
   * WebSocket a second later. `lastEventId` is the seq one has.
   */
  watch: publicStream
    .input(z.strictObject({ dropId: Id, lastEventId: z.string().max(100).nullish() }))
    .subscription(({ ctx, input, signal }) =>
      watchDrop({
        views: ctx.services.views,
        fanOut: ctx.services.fanOut,
        dropId: input.dropId,
        lastSeq: parseSeq(input.lastEventId),
        show: showFor(ctx.shopper),
        signal: signal ?? new AbortController().signal,
      }),
    ),

  /** How many look at the drop now and whenever that changes; whoever subscribes is one of them. */
  audience: publicStream.input(DropId).subscription(async function* ({ ctx, input, signal }) {
    if (!(await ctx.services.door.knowsDrop(input.dropId))) throw unknownDrop();
    yield* ctx.services.audience.follow(input.dropId, signal ?? new AbortController().signal);
  }),

  /** What a merchant sees of a drop while it sells, about once a second. */
  room: merchantStream.input(DropId).subscription(async function* ({ ctx, input, signal }) {
    yield* ctx.services.rooms.follow(input.dropId, signal ?? new AbortController().signal);
  }),
});

const withId = <Input extends { commandId?: string | undefined }>(input: Input) => ({
  ...input,
  commandId: input.commandId ?? uuidv7(),
});

/** Sends a merchant's command down the road like any other and answers with the drop as it is after it. */
async function command(ctx: Sender, asked: Unstamped<'open' | 'close' | 'restock'>): Promise<View> {
  if (!(await ctx.services.door.knowsDrop(asked.dropId))) throw unknownDrop();
  const outcome = await takeCommand(ctx, asked, WAIT_MS.max);
  if (outcome.status === 'refused') {
    const reason = outcome.reason ?? 'failed';
    throw new ApiError('refused', plainWords[reason], { reason });
  }
  if (outcome.status === 'queued') {
    throw new ApiError('overloaded', 'It is in line and will be done. Look again in a moment.', {
      retryAfterSeconds: 2,
    });
  }
  return readViewFor(ctx, asked.dropId);
}

async function readViewFor(ctx: Context, dropId: string): Promise<View> {
  const view = await readView(ctx.services.db, dropId);
  if (!view) throw unknownDrop();
  return showFor(ctx.shopper)(view);
}

const unknownDrop = (): ApiError => new ApiError('unknown_drop', plainWords.unknown_drop);

const showFor = (shopper: Shopper | undefined): ((view: View) => View) =>
  shopper?.role === 'merchant' ? showAll : showPublic;

const showAll = (view: View): View => view;

/** A drop that shows only levels keeps its counts from all but merchants. */
function showPublic(view: View): View {
  if (view.stockDisplay === 'exact') return view;
  return {
    ...view,
    sizes: view.sizes.map(({ size, sku, level }) => ({
      size,
      sku,
      total: null,
      available: null,
      reserved: null,
      sold: null,
      level,
    })),
  };
}
