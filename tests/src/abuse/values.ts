import * as fc from 'fast-check';
import type { JsonSchema } from './procedures.ts';

/** Texts that have broken something somewhere. */
export const nastyTexts: [what: string, text: string][] = [
  ['nothing', ''],
  ['blanks', '   '],
  ['NUL', 'a\u0000b'],
  ['a line break', '4\n2'],
  ['a lone surrogate', 'a\ud800b'],
  ['surrogates the wrong way round', '\udc00\ud800'],
  ['text that turns right to left', 'a\u202eb'],
  ['a byte order mark inside', 'a\ufeffb'],
  ['a character from beyond the first plane', '\u{1f45f}'],
  ['a character that nobody assigned', '\u{10ffff}'],
  ['many marks on one letter', `e${'\u0301'.repeat(50)}`],
  ['SQL that ends the statement', `'; drop table outcome; --`],
  ['SQL that is always true', `' or '1'='1`],
  ['SQL that sleeps', `1' || pg_sleep(10) || '`],
  ['a backslash and a quote', `\\'`],
  ['a dollar quote', '$$; select 1; $$'],
  ['a placeholder', '$1'],
  ['markup', '<img src=x onerror=alert(1)>'],
  ['a template', '${7*7}{{7*7}}'],
  ['a path', '../../../../etc/passwd'],
  ['a format', '%s%n%x'],
  ['a command', '$(id)`id`|id'],
  ['a line for a log', '\r\n{"level":60}'],
  ['NaN in words', 'NaN'],
  ['a name of the language', '__proto__'],
  ['fifty thousand characters', 'x'.repeat(50_000)],
];

/** Values of the wrong sort, for any field. */
export const strangeValues: [what: string, value: unknown][] = [
  ['null', null],
  ['true', true],
  ['a negative number', -1],
  ['a fraction', 0.5],
  ['a number beyond exactness', 2 ** 53],
  ['a number beyond counting', 1e300],
  ['a list', []],
  ['a list in a list', [[[]]]],
  ['an object', {}],
  ['an object with a length', { length: 1, 0: 'x' }],
  ['an operator of a database', { $ne: null }],
  ['an object that says what it is', { toString: 'x', valueOf: 1 }],
  ...nastyTexts,
];

/** Makes values from a schema: most fit it, and what does not, the schema itself tells. */
export function valueOf(schema: JsonSchema): fc.Arbitrary<unknown> {
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if (schema.const !== undefined) return fc.constant(schema.const);
  // Anything at all fits a schema that says nothing.
  if (Object.keys(schema).length === 0) return fc.jsonValue();
  if (schema.anyOf) return fc.oneof(...schema.anyOf.map(valueOf));
  switch (schema.type) {
    case 'string':
      return textOf(schema);
    case 'integer':
      return fc.integer({ min: schema.minimum ?? -(2 ** 31), max: schema.maximum ?? 2 ** 31 - 1 });
    case 'number':
      return fc.double({ min: schema.minimum ?? -1e9, max: schema.maximum ?? 1e9, noNaN: true });
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'array':
      return fc.array(valueOf(schema.items ?? {}), {
        minLength: schema.minItems ?? 0,
        maxLength: Math.min(schema.maxItems ?? 5, 5),
      });
    case 'object':
      return objectOf(schema);
    case undefined:
    default:
      throw new Error(`no values for ${JSON.stringify(schema)}: teach valueOf`);
  }
}

function objectOf({ properties = {}, required = [] }: JsonSchema): fc.Arbitrary<object> {
  const fields = Object.fromEntries(
    Object.entries(properties).map(([name, schema]) => [name, valueOf(schema)]),
  );
  return fc.record(fields, { requiredKeys: required, noNullPrototype: true });
}

function textOf({ format, pattern, minLength = 0, maxLength = 100 }: JsonSchema) {
  if (format === 'uuid') return fc.uuid();
  if (format === 'email') return fc.emailAddress();
  if (format === 'uri') {
    return fc.oneof(
      fc.webUrl({ validSchemes: ['https'], withQueryParameters: true }),
      fc.constantFrom(
        'https://a\u0000b/',
        'https://x/\u0000',
        'https://x/\n',
        'https://é.example/\ud800',
      ),
    );
  }
  // fast-check knows neither \P{…} nor looking ahead; there the schema says afterwards which of these fit.
  if (pattern && !/\\P|\(\?[!=<]/.test(pattern)) return fc.stringMatching(new RegExp(pattern));
  const length = { minLength, maxLength: Math.min(maxLength, 100) };
  return fc.oneof(
    { weight: 4, arbitrary: fc.string({ unit: 'grapheme', ...length }) },
    { weight: 2, arbitrary: fc.string({ unit: 'binary', ...length }) },
    { weight: 1, arbitrary: fc.constantFrom(...nastyTexts.map(([, text]) => text)) },
  );
}

/** The paths of all fields of a value, such as ['sizes', '0', 'total']. */
export function fieldsOf(value: unknown, above: string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => [
    [...above, name],
    ...fieldsOf(inner, [...above, name]),
  ]);
}

/** A copy of `value` with one field set to something else, or taken away. */
export function withField(value: unknown, [name, ...below]: string[], put: unknown): unknown {
  if (name === undefined) return put;
  const copy: unknown = Array.isArray(value) ? [...value] : { ...(value as object) };
  const fields = copy as Record<string, unknown>;
  if (below.length > 0) fields[name] = withField(fields[name], below, put);
  else if (put === undefined) delete fields[name];
  else fields[name] = put;
  return copy;
}

/** A value of the schema with one field of the wrong sort, or gone, or one too many. */
export const brokenOf = (schema: JsonSchema): fc.Arbitrary<unknown> =>
  fc
    .tuple(
      valueOf(schema),
      fc.nat(),
      fc.oneof(
        fc.constantFrom(...strangeValues.map(([, value]) => value)),
        fc.jsonValue(),
        fc.constant(undefined),
      ),
      fc.string({ minLength: 1, maxLength: 20 }),
    )
    .map(([value, which, put, extra]) => {
      const fields = fieldsOf(value);
      const field = fields[which % (fields.length + 1)];
      return field ? withField(value, field, put) : { ...(value as object), [extra]: put ?? 1 };
    });
