import {
  BagIds,
  Id,
  MerchantOrder,
  MerchantOrderPage,
  Order,
  OrderPage,
  OrderSearch,
  OrderStatus,
  PaymentMethod,
  PaymentOptions,
  Reason,
  WAIT_MS,
} from '@lastpair/contracts';
import { tracked } from '@trpc/server';
import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import { cancelOrder, checkOut, payOrder, refundOrder } from '../orders/change-order.ts';
import { listOrders, readOrderFor, watchOrder } from '../orders/read-orders.ts';
import {
  commandProcedure,
  merchantActionProcedure,
  merchantProcedure,
  publicProcedure,
  router,
  shopperProcedure,
  shopperStream,
} from '../trpc.ts';

const waitMs = z.int().min(WAIT_MS.min).max(WAIT_MS.max).default(WAIT_MS.default).meta({
  description: 'How long to wait for what becomes of it. After that: the order as it is.',
});
const OfOrder = z.strictObject({ orderId: Id });
const Page = {
  cursor: z.string().max(100).optional().meta({ description: '`next` of the page before.' }),
  limit: z.coerce.number().int().min(1).max(100).default(20),
};

/** A bag bought as one: placed, paid, looked up, and given back. An order that is over answers as it ended. */
export const ordersRouter = router({
  paymentOptions: publicProcedure
    .meta({
      openapi: {
        method: 'GET',
        path: '/payment-options',
        protect: false,
        tags: ['Orders'],
        summary: 'How to pay here',
      },
    })
    .input(z.strictObject({}).optional())
    .output(PaymentOptions)
    .query(({ ctx }) => ctx.services.till.options()),

  checkout: commandProcedure
    .meta({
      successStatus: 201,
      openapi: {
        method: 'POST',
        path: '/orders',
        tags: ['Orders'],
        summary: 'Buy several pairs I hold as one order, all or nothing',
        description:
          'Stops the clocks of the pairs until the order is paid. The same bag is one order, however often and from wherever it is checked out. With `paymentMethod` it is paid at once.',
      },
    })
    .input(
      z.strictObject({
        reservationIds: BagIds,
        orderId: Id.optional().meta({
          description: 'Made by you and kept: sending it again gives the same order.',
        }),
        paymentMethod: PaymentMethod.optional(),
        waitMs,
      }),
    )
    .output(Order)
    .mutation(({ ctx, input }) => checkOut(ctx, { ...input, orderId: input.orderId ?? uuidv7() })),

  pay: commandProcedure
    .meta({
      openapi: {
        method: 'POST',
        path: '/orders/{orderId}/pay',
        tags: ['Orders'],
        summary: 'Pay an order',
        description: 'Again with the same order it changes nothing: an order is paid once.',
      },
    })
    .input(OfOrder.extend({ paymentMethod: PaymentMethod, waitMs }))
    .output(Order)
    .mutation(({ ctx, input }) => payOrder(ctx, input)),

  cancel: commandProcedure
    .meta({
      openapi: {
        method: 'POST',
        path: '/orders/{orderId}/cancel',
        tags: ['Orders'],
        summary: 'Leave the checkout',
        description:
          'The pairs are mine again with the time that was left. What is paid already stays bought.',
      },
    })
    .input(OfOrder.extend({ waitMs }))
    .output(Order)
    .mutation(({ ctx, input }) => cancelOrder(ctx, input)),

  byId: shopperProcedure
    .meta({
      openapi: {
        method: 'GET',
        path: '/orders/{orderId}',
        tags: ['Orders'],
        summary: 'One order of mine; any for a merchant',
      },
    })
    .input(OfOrder)
    .output(MerchantOrder)
    .query(({ ctx, input }) => readOrderFor(ctx, input.orderId)),

  mine: shopperProcedure
    .meta({
      query: true,
      openapi: {
        method: 'GET',
        path: '/me/orders',
        tags: ['Orders'],
        summary: 'My orders, newest first',
      },
    })
    .input(z.strictObject(Page).optional())
    .output(OrderPage)
    .query(({ ctx, input }) => listOrders(ctx, { ...input, shopperId: ctx.shopper.id })),

  list: merchantProcedure
    .meta({
      query: true,
      openapi: {
        method: 'GET',
        path: '/orders',
        tags: ['Orders'],
        summary: 'All orders, newest first, for merchants',
        description:
          'As CSV at `/api/orders.csv` with the same parameters. `search` looks in order numbers and ids, names of shoppers and of products.',
      },
    })
    .input(
      z
        .strictObject({
          ...Page,
          search: OrderSearch.optional(),
          status: OrderStatus.optional(),
          dropId: Id.optional(),
        })
        .optional(),
    )
    .output(MerchantOrderPage)
    .query(({ ctx, input }) => listOrders(ctx, { ...input })),

  refund: merchantActionProcedure
    .meta({
      openapi: {
        method: 'POST',
        path: '/orders/{orderId}/refund',
        tags: ['Orders'],
        summary: 'Give the money of an order back',
        description:
          'With `restock` its pairs are put up for sale again. Again for the same order it changes nothing.',
      },
    })
    .input(
      OfOrder.extend({
        restock: z.boolean(),
        reason: Reason,
        waitMs,
      }),
    )
    .output(MerchantOrder)
    .mutation(({ ctx, input }) => refundOrder(ctx, input)),

  /** An order now and whenever it changes, until it is over; the id of an event is the order's version. */
  watch: shopperStream
    .input(z.strictObject({ orderId: Id, lastEventId: z.string().max(100).nullish() }))
    .subscription(async function* ({ ctx, input, signal }) {
      const orders = watchOrder(ctx, input.orderId, signal ?? new AbortController().signal);
      for await (const order of orders) yield tracked(String(order.version), order);
    }),
});
