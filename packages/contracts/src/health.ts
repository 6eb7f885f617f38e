import { z } from 'zod';
import { Instant } from './ids.ts';

/** `drift` is the auditor's one number: pairs and log rows that do not add up. It must be 0. */
export const Health = z
  .object({
    status: z.enum(['ok', 'degraded', 'down']),
    drift: z.int(),
    auditedAt: Instant.nullable(),
    database: z.enum(['ok', 'down']),
    queue: z.object({ backend: z.enum(['redis', 'postgres']), status: z.enum(['ok', 'down']) }),
    waiting: z.int(),
    deadLetters: z.int(),
    serverTime: Instant,
  })
  .meta({ id: 'Health' });
export type Health = z.infer<typeof Health>;
