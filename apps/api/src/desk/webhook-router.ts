import { Webhook } from '@lastpair/contracts';
import { z } from 'zod';
import { deskProcedure, merchantActionProcedure, router } from '../trpc.ts';
import { notYet } from './not-yet.ts';

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
    .query(() => notYet()),

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
        url: z.url({ protocol: /^https?$/, hostname: /.*/, error: 'an http(s) address' }).max(500),
      }),
    )
    .output(Webhook.extend({ secret: z.string() }))
    .mutation(() => notYet()),

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
    .mutation(() => notYet()),
});
