import { appRouter } from '@lastpair/api/router';
import { z } from 'zod';

/** What `z.toJSONSchema` says of a value, as far as our schemas go. */
export type JsonSchema = {
  type?: string;
  format?: string;
  pattern?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  minItems?: number;
  maxItems?: number;
  enum?: unknown[];
  const?: unknown;
  anyOf?: JsonSchema[];
  items?: JsonSchema;
  properties?: Record<string, JsonSchema>;
  required?: string[];
};

/** One procedure of the api, as its own router describes it. */
export type Procedure = {
  path: string;
  type: 'query' | 'mutation' | 'subscription';
  rest: { method: string; path: string } | undefined;
  input: z.ZodType;
  schema: JsonSchema;
};

type Described = {
  _def: {
    type: Procedure['type'];
    inputs: z.ZodType[];
    meta?: { openapi?: { method: string; path: string } };
  };
};

/** All of them: whoever adds a procedure adds its bad input. */
export const procedures: Procedure[] = Object.entries(
  // The router's own list, by dotted path; its type describes nested routers instead.
  appRouter._def.procedures as unknown as Record<string, Described>,
).map(([path, { _def }]) => {
  const [input = z.undefined(), ...others] = _def.inputs;
  if (others.length > 0) throw new Error(`${path} has more than one schema of input`);
  const { openapi } = _def.meta ?? {};
  return {
    path,
    type: _def.type,
    rest: openapi && { method: openapi.method, path: `/api${openapi.path}` },
    input,
    schema: z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' }) as JsonSchema,
  };
});
