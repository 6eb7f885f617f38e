import type { Shopper } from '@lastpair/contracts';
import { writeMerchantAction } from '@lastpair/db';
import { initTRPC } from '@trpc/server';
import type { OpenApiMeta } from 'trpc-to-openapi';
import { z } from 'zod';
import { ApiError, forCaller } from './api-error.ts';
import type { Context } from './context.ts';

/**
 * A procedure with `openapi` is served over REST as well; `successStatus` is its status there, `problems` are those
 * that only it has, by status, and `query` names what it takes from the address. Anything else there is not its business.
 */
export type Meta = OpenApiMeta<{
  successStatus?: 200 | 201;
  problems?: Record<number, string>;
  /** Over REST the query string is input as well. */
  query?: true;
}>;

const t = initTRPC
  .context<Context>()
  .meta<Meta>()
  .create({
    isDev: false,
    errorFormatter({ shape, error }) {
      const internal = error.code === 'INTERNAL_SERVER_ERROR';
      const { stack: _stack, ...data } = shape.data;
      return {
        ...shape,
        message: internal ? 'Something went wrong on our side.' : messageOf(error),
        data: {
          ...data,
          problem: problemCodeOf(error),
          ...(error instanceof ApiError && error.retryAfterSeconds
            ? { retryAfterSeconds: error.retryAfterSeconds }
            : {}),
        },
      };
    },
  });

/** The public `code` of any error: what an ApiError says, else a word for its tRPC code. */
export function problemCodeOf(error: { code: string }): string {
  if (error instanceof ApiError) return error.publicCode;
  switch (error.code) {
    case 'BAD_REQUEST':
    case 'PARSE_ERROR':
      return 'bad_input';
    case 'NOT_FOUND':
      return 'unknown_path';
    case 'METHOD_NOT_SUPPORTED':
      return 'wrong_method';
    case 'PAYLOAD_TOO_LARGE':
      return 'too_large';
    case 'UNSUPPORTED_MEDIA_TYPE':
      return 'not_json';
    default:
      return 'internal';
  }
}

function messageOf(error: { message: string; cause?: unknown }): string {
  return error.cause instanceof z.ZodError ? z.prettifyError(error.cause) : error.message;
}

export const { router, createCallerFactory, _config: config } = t;

/** The time of arrival is taken first, so that nothing we do afterwards makes a click late. */
const timedProcedure = t.procedure.use(async ({ ctx, next }) => {
  const result = await next({ ctx: { receivedAt: ctx.services.clock.now() } });
  if (result.ok) return result;
  const told = forCaller(result.error);
  if (told === result.error) return result;
  throw told;
});

/** Anyone. */
export const publicProcedure = timedProcedure.use(({ ctx, next }) => {
  ctx.services.limits.read(ctx.network);
  return next();
});

/** Far more than any page has open. */
const STREAMS_PER_CONNECTION = 250;

/** Streams for anyone, of which a connection can have only so many. */
const counted = t.middleware(async ({ ctx, signal, next }) => {
  if (ctx.streams.open >= STREAMS_PER_CONNECTION) {
    throw new ApiError('too_many_requests', 'Too many streams on one connection.', {
      retryAfterSeconds: 1,
    });
  }
  ctx.streams.open += 1;
  let over = false;
  const end = (): void => {
    if (!over) ctx.streams.open -= 1;
    over = true;
  };
  signal?.addEventListener('abort', end, { once: true });
  const begun = await next();
  if (!begun.ok) end();
  return begun;
});
export const publicStream = publicProcedure.use(counted);

/** Whoever has a session: shoppers, and merchants, who may shop as well. */
export const shopperProcedure = publicProcedure.use(({ ctx, next }) =>
  next({ ctx: { shopper: shopperOf(ctx) } }),
);

export const shopperStream = shopperProcedure.use(counted);

/** Merchants alone. */
export const merchantProcedure = shopperProcedure.use(({ ctx, next }) => {
  if (ctx.shopper.role !== 'merchant') {
    throw new ApiError('wrong_role', 'Only a merchant may do this.');
  }
  return next();
});

export const merchantStream = merchantProcedure.use(counted);

/** Adds a row of who did what and what came of it. Behind a check of the role. */
const recorded = t.middleware(async ({ ctx, path, getRawInput, next }) => {
  const answer = await next();
  if (!ctx.shopper) return answer;
  const result = answer.ok ? 'done' : problemCodeOf(answer.error);
  await writeMerchantAction(ctx.services.db, {
    shopperId: ctx.shopper.id,
    action: path,
    // Bad input can be anything, and the database does not take everything.
    input: result === 'bad_input' ? null : await getRawInput(),
    result,
    address: ctx.ip,
  });
  return answer;
});

/** What merchants do, on the record. */
export const merchantActionProcedure = merchantProcedure.use(recorded);

/** The inventory department: merchants, and whoever has the inventory token. */
export const deskProcedure = shopperProcedure.use(({ ctx, next }) => {
  if (ctx.shopper.role === 'shopper') {
    throw new ApiError('wrong_role', 'Only the inventory department and merchants may do this.');
  }
  return next();
});

export const deskStream = deskProcedure.use(counted);

/** What the inventory department does, on the record. */
export const deskActionProcedure = deskProcedure.use(recorded);

/** Commands, which are charged against the limits of who sends them, each one, however they are batched. */
export const commandProcedure = timedProcedure.use(({ ctx, next }) =>
  next({ ctx: { shopper: admitCommand(ctx) } }),
);

/** Who sends a command. Throws ApiError no_session, or too_many_requests when a limit is used up. */
export function admitCommand(ctx: Context): Shopper {
  const shopper = shopperOf(ctx);
  ctx.services.limits.command(shopper.id, ctx.network);
  return shopper;
}

function shopperOf({ shopper }: Context): Shopper {
  if (!shopper)
    throw new ApiError(
      'no_session',
      'Sign in first: POST /api/sessions, or POST /api/guests where guests are let in.',
    );
  return shopper;
}
