import { NewTap } from '@lastpair/contracts';
import { envFlag, envInteger } from '@lastpair/runtime';
import { z } from 'zod';

const MESSAGE = 'must look like Downtown=wss://taps.example/live,Uptown=wss://other.example';

/** Reads `name=url,name=url`. */
const taps = z
  .string()
  .default('')
  .transform((list) =>
    list
      .split(',')
      .map((each) => each.trim())
      .filter(Boolean)
      .map((each) => {
        const at = each.indexOf('=');
        return { name: each.slice(0, Math.max(0, at)).trim(), url: each.slice(at + 1).trim() };
      }),
  )
  .pipe(z.array(NewTap, { error: MESSAGE }))
  .refine((list) => new Set(list.map(({ name }) => name)).size === list.length, {
    error: 'must have each name once',
  });

/** The desk's settings in the worker; see .env.example. */
export const deskEnv = {
  TAPS: taps,
  PRIVATE_ADDRESSES: envFlag(false),
  WEBHOOK_URL: z.url({ protocol: /^https?$/, error: 'must be an http(s) address' }).optional(),
  WEBHOOK_SECRET: z
    .string()
    .min(32, { error: 'must have at least 32 characters; make one with: openssl rand -base64 32' })
    .optional(),
  WEBHOOK_ATTEMPTS: envInteger(1, 20, 10),
  HISTORY_DAYS: envInteger(1, 3_650, 30),
  DUMP_DIR: z.string().optional(),
  DUMP_KEEP_DAYS: envInteger(1, 3_650, 14),
};
export type DeskEnv = z.output<z.ZodObject<typeof deskEnv>>;
