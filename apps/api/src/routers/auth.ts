import { Shopper, ShopperName } from '@lastpair/contracts';
import { z } from 'zod';
import { ApiError } from '../api-error.ts';
import { clearedCookie, sessionCookie } from '../cookie.ts';
import { publicProcedure, router, shopperProcedure } from '../trpc.ts';

const Session = z.object({ token: z.string(), shopper: Shopper });

/** Signing in and out. The server makes who you are; nothing of it comes from what you send but your name. */
export const authRouter = router({
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
      if (!ctx.env.GUEST_SIGN_IN) {
        throw new ApiError('wrong_role', 'This store does not take guests.');
      }
      await ctx.limits.signIn(ctx.ip);
      const session = await ctx.sessions.signInGuest(input.name);
      ctx.setCookie?.(sessionCookie(session.token, ctx.secure));
      return session;
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
      await ctx.limits.signIn(ctx.ip);
      const session = await ctx.sessions.signInMerchant(input.token);
      if (!session) throw new ApiError('no_session', 'That is not the merchant token.');
      ctx.setCookie?.(sessionCookie(session.token, ctx.secure));
      return session;
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
      if (ctx.token) await ctx.sessions.signOut(ctx.token);
      ctx.setCookie?.(clearedCookie(ctx.secure));
      return { signedOut: true as const };
    }),
});
