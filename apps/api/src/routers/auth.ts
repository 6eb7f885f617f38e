import { Credentials, NewAccount, Shopper, ShopperName } from '@lastpair/contracts';
import { z } from 'zod';
import { ApiError } from '../api-error.ts';
import type { Context } from '../context.ts';
import { clearedCookie, sessionCookie } from '../cookie.ts';
import { publicProcedure, router, shopperProcedure } from '../trpc.ts';

const Session = z.object({ token: z.string(), shopper: Shopper });
type Session = z.infer<typeof Session>;

/** Makes a new session the caller's own. The one they had ends: nobody who knew it before is signed in by what came after. */
async function enter(ctx: Context, session: Session): Promise<Session> {
  ctx.setCookie?.(sessionCookie(session.token, ctx.secure));
  if (ctx.token && ctx.shopper) await ctx.services.sessions.signOut(ctx.token);
  return session;
}

/** Signing in and out. The server makes who you are; nothing of it comes from what you send but your name. */
export const authRouter = router({
  ways: publicProcedure
    .meta({
      openapi: {
        method: 'GET',
        path: '/sign-in',
        protect: false,
        tags: ['Identity'],
        summary: 'How one can sign in here',
        description: 'With an account always; as a guest where the store lets guests in.',
      },
    })
    .input(z.strictObject({}).optional())
    .output(z.object({ guests: z.boolean() }))
    .query(({ ctx }) => ({ guests: ctx.services.env.GUEST_SIGN_IN === 'on' })),

  register: publicProcedure
    .meta({
      successStatus: 201,
      problems: { 409: 'There is an account with this email: `email_taken`.' },
      openapi: {
        method: 'POST',
        path: '/accounts',
        protect: false,
        tags: ['Identity'],
        summary: 'Make an account and sign in to it',
        description:
          'A guest who does this stays the same shopper and keeps what is held and bought. The session that it is called with ends.',
      },
    })
    .input(NewAccount)
    .output(Session)
    .mutation(async ({ ctx, input }) => {
      ctx.services.limits.register(ctx.network);
      const shopper = await ctx.services.accounts.register(input, ctx.shopper);
      return enter(ctx, await ctx.services.sessions.begin(shopper));
    }),

  signIn: publicProcedure
    .meta({
      problems: { 401: 'No account with this email and password: `wrong_credentials`.' },
      openapi: {
        method: 'POST',
        path: '/sessions',
        protect: false,
        tags: ['Identity'],
        summary: 'Sign in to an account',
        description: 'The session that it is called with ends.',
      },
    })
    .input(Credentials)
    .output(Session)
    .mutation(async ({ ctx, input }) => {
      ctx.services.limits.signIn(ctx.network, input.email);
      const shopper = await ctx.services.accounts.check(input);
      return enter(ctx, await ctx.services.sessions.begin(shopper));
    }),

  guest: publicProcedure
    .meta({
      openapi: {
        method: 'POST',
        path: '/guests',
        protect: false,
        tags: ['Identity'],
        summary: 'Sign in as a guest',
        description:
          'Makes a shopper with a session. The token goes into `Authorization: Bearer`; browsers get it as a cookie as well.',
      },
    })
    .input(z.strictObject({ name: ShopperName }))
    .output(Session)
    .mutation(async ({ ctx, input }) => {
      if (ctx.services.env.GUEST_SIGN_IN === 'off') {
        throw new ApiError(
          'wrong_role',
          'This store takes no guests. Make an account: POST /api/accounts.',
        );
      }
      ctx.services.limits.signIn(ctx.network);
      return enter(ctx, await ctx.services.sessions.signInGuest(input.name));
    }),

  merchant: publicProcedure
    .meta({
      openapi: {
        method: 'POST',
        path: '/merchants',
        protect: false,
        tags: ['Identity'],
        summary: 'Sign in as the merchant or the inventory department',
        description:
          'Trades the merchant token or the inventory token for a session, so that a browser can hold it as a cookie.',
      },
    })
    .input(z.strictObject({ token: z.string().min(1).max(200) }))
    .output(Session)
    .mutation(async ({ ctx, input }) => {
      ctx.services.limits.signIn(ctx.network);
      const session = await ctx.services.sessions.signInMerchant(input.token);
      if (!session) throw new ApiError('no_session', 'That is not the merchant token.');
      return enter(ctx, session);
    }),

  signOut: shopperProcedure
    .meta({
      openapi: {
        method: 'POST',
        path: '/sign-out',
        tags: ['Identity'],
        summary: 'Sign out',
        description: 'Ends the session this is called with.',
      },
    })
    .input(z.strictObject({}).optional())
    .output(z.object({ signedOut: z.literal(true) }))
    .mutation(async ({ ctx }) => {
      if (ctx.token) await ctx.services.sessions.signOut(ctx.token);
      ctx.setCookie?.(clearedCookie(ctx.secure));
      return { signedOut: true as const };
    }),
});
