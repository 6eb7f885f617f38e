import { z } from 'zod';
import { parseFailpoints } from './failpoint.ts';

/**
 * Reads settings from the environment. Empty counts as not set. Throws one error that names everything that is
 * wrong with it, so that nobody mends a deployment one variable at a time.
 */
export function readEnv<Shape extends z.ZodRawShape>(
  shape: Shape,
  environment: NodeJS.ProcessEnv = process.env,
): z.output<z.ZodObject<Shape>> {
  const given = Object.fromEntries(
    Object.keys(shape).map((name) => [name, environment[name]?.trim() || undefined]),
  );
  const parsed = z.object(shape).safeParse(given);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map((issue) => {
    const name = String(issue.path[0]);
    return `  ${name}: ${given[name] === undefined ? 'is not set' : issue.message}`;
  });
  throw new Error(`the environment is not right (see .env.example):\n${lines.join('\n')}`);
}

/** How strict a deployment is with its visitors; what follows from it can be set one by one. */
export const rateLimits = z
  .enum(['strict', 'demo'], { error: 'must be strict or demo' })
  .default('strict');

/** "true" or "false", spelled out. */
export const envFlag = (standard: boolean) =>
  z
    .enum(['true', 'false'], { error: 'must be true or false' })
    .default(standard ? 'true' : 'false')
    .transform((value) => value === 'true');

/** A whole number within bounds. */
export const envInteger = (min: number, max: number, standard: number) =>
  z.string().default(String(standard)).pipe(wholeNumber(min, max));

/** A whole number within bounds, or undefined: what it is then depends on other settings. */
export const envIntegerIfSet = (min: number, max: number) =>
  z.string().pipe(wholeNumber(min, max)).optional();

const wholeNumber = (min: number, max: number) =>
  z
    .string()
    .transform(Number)
    .pipe(
      z
        .int({ error: `must be a whole number from ${min} to ${max}` })
        .min(min)
        .max(max),
    );

const url = (protocol: RegExp, example: string) =>
  z.url({ protocol, hostname: /.*/, error: `must look like ${example}` });

export const databaseUrl = url(/^postgres(ql)?$/, 'postgres://user:password@host:5432/lastpair');
export const redisUrl = url(/^rediss?$/, 'redis://host:6379');
export const logLevel = z
  .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])
  .default('info');

/** Failures to rehearse; see failpoint.ts. In production a process refuses to start with any. */
export const failpointsEnv = {
  NODE_ENV: z.string().optional(),
  FAILPOINTS: z
    .string()
    .refine((text) => parseFailpoints(text), { error: 'must look like worker.sweep:kill' })
    .transform(parseFailpoints)
    .optional(),
};
