import { Health, toInstant } from '@lastpair/contracts';
import { readAudit } from '@lastpair/db';
import { z } from 'zod';
import type { Context } from '../context.ts';
import { publicProcedure } from '../trpc.ts';

/** The auditor looks every two seconds; when its word is this old, nobody is looking. */
const AUDIT_STALE_MS = 15_000;

/** Whether the store works, and whether its books add up. */
export const healthProcedure = publicProcedure
  .meta({
    openapi: {
      method: 'GET',
      path: '/health',
      protect: false,
      tags: ['Operations'],
      summary: 'Is the store well?',
      description:
        '`drift` is what the auditor found that does not add up, and must be 0. `degraded`: it sells, but the queue, the worker or the books need a look. `down`: it can’t sell.',
    },
  })
  .input(z.strictObject({}).optional())
  .output(Health)
  .query(async ({ ctx }): Promise<Health> => {
    const [audit, waiting] = await Promise.all([
      readAudit(ctx.services.db).catch(() => undefined),
      countWaiting(ctx),
    ]);
    const audited = audit?.ageMs != null && audit.ageMs < AUDIT_STALE_MS;
    const well = audited && audit.drift === 0 && waiting !== undefined;
    return {
      status: !audit ? 'down' : well ? 'ok' : 'degraded',
      drift: audit?.drift ?? 0,
      auditedAt: audit?.auditedAt?.toISOString() ?? null,
      database: audit ? 'ok' : 'down',
      queue: { backend: ctx.services.road.backend, status: waiting === undefined ? 'down' : 'ok' },
      waiting: (waiting ?? 0) + ctx.services.door.waiting(),
      deadLetters: audit?.deadLetters ?? 0,
      serverTime: toInstant(audit?.now.getTime() ?? ctx.services.clock.now()),
    };
  });

const countWaiting = (ctx: Context): Promise<number | undefined> =>
  ctx.services.road.countWaiting().catch(() => undefined);
