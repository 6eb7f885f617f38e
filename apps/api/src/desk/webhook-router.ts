import { randomBytes } from 'node:crypto';
import { Webhook } from '@lastpair/contracts';
import { readWebhook, removeWebhook, writeWebhook } from '@lastpair/db';
import { hasPrivateHost } from '@lastpair/runtime';
import { z } from 'zod';
import { ApiError } from '../api-error.ts';
import { deskProcedure, merchantActionProcedure, router } from '../trpc.ts';

const fromEnvironment = (): ApiError =>
  new ApiError('refused', 'The webhook is set in the environment (WEBHOOK_URL).');

/** Where alerts are sent. */
export const webhookRouter = router({
  get: deskProcedure
    .meta({
      openapi: {
        method: 'GET',
        path: '/webhook',
        tags: ['Desk'],
        summary: 'Where alerts are sent',
      },
    })
    .input(z.strictObject({}).optional())
    .output(Webhook)
    .query(({ ctx }) => readWebhook(ctx.services.db)),

  set: merchantActionProcedure
    .meta({
      openapi: {
        method: 'PUT',
        path: '/webhook',
        tags: ['Desk'],
        summary: 'Send alerts to this address from now on',
        description:
          'Answers with a new secret, this once; each call is signed with it. An address in the environment goes before.',
      },
    })
    .input(
      z.strictObject({
        url: z
          .url({ protocol: /^https?$/, hostname: /.*/, error: 'an http(s) address' })
          .max(500)
          .regex(/^\P{C}+$/u, 'visible characters only'),
      }),
    )
    .output(Webhook.extend({ secret: z.string() }))
    .mutation(async ({ ctx, input }) => {
      if (!ctx.services.env.PRIVATE_ADDRESSES && hasPrivateHost(input.url)) {
        throw new ApiError('bad_input', 'Private addresses are refused here (PRIVATE_ADDRESSES).');
      }
      const secret = randomBytes(32).toString('base64url');
      if (!(await writeWebhook(ctx.services.db, { url: input.url, secret })))
        throw fromEnvironment();
      return { ...(await readWebhook(ctx.services.db)), secret };
    }),

  remove: merchantActionProcedure
    .meta({
      openapi: {
        method: 'DELETE',
        path: '/webhook',
        tags: ['Desk'],
        summary: 'Send alerts nowhere',
      },
    })
    .input(z.strictObject({}).optional())
    .output(Webhook)
    .mutation(async ({ ctx }) => {
      if (!(await removeWebhook(ctx.services.db))) throw fromEnvironment();
      return readWebhook(ctx.services.db);
    }),
});
