import type { Mutant } from './mutants.ts';

const e2e = (file: string, test: string) => ({ project: 'e2e' as const, file, test });
const one = (
  name: string,
  file: string,
  [find, replace]: [string, string],
  caughtBy: Mutant['caughtBy'],
): Mutant => ({ name: `security: ${name}`, patches: [{ file, find, replace }], caughtBy });

const FROM_WHERE = 'tests/src/security/from-where.e2e.test.ts';
const WHO_MAY = 'tests/src/security/who-may.e2e.test.ts';

/** Guards of docs/security.md. */
export const securityMutants: Mutant[] = [
  one(
    'other sites may act in a shopper’s name',
    'apps/api/src/http/origin.ts',
    ['if (publicOrigins.includes(origin)) return true;', 'if (publicOrigins) return true;'],
    e2e(FROM_WHERE, 'is not done for another site'),
  ),
  one(
    'everybody is a merchant',
    'apps/api/src/trpc.ts',
    ["if (ctx.shopper.role !== 'merchant') {", "if (ctx.shopper.name === '') {"],
    e2e(WHO_MAY, 'is for no shopper'),
  ),
  one(
    'what a merchant does is not written down',
    'apps/api/src/trpc.ts',
    ['await writeMerchantAction(ctx.services.db, {', 'void (ctx.services.db, {'],
    e2e(WHO_MAY, 'leaves one row'),
  ),
  one(
    'another shopper’s reservation is found',
    'apps/api/src/door.ts',
    [
      'return known?.shopperId === shopperId ? known.dropId : undefined;',
      "return shopperId === '' ? undefined : known?.dropId;",
    ],
    e2e(WHO_MAY, 'another shopper’s ids answer like ids that are not there'),
  ),
  one(
    'forms pass for JSON',
    'apps/api/src/http/json-type.ts',
    ['/^application\\/json\\s*(;|$)/i', '/json|form/i'],
    e2e('tests/src/abuse/bad-input.e2e.test.ts', 'over every REST path'),
  ),
  one(
    'an upgrade that is nonsense ends the api',
    'apps/api/src/websocket.ts',
    [
      "URL.parse(target.startsWith('/') ? `http://lastpair${target}` : target)",
      "new URL(target, 'http://lastpair')",
    ],
    e2e('tests/src/abuse/bad-wire.e2e.test.ts', 'get one answer that is no 5xx'),
  ),
  one(
    'commands cost a shopper nothing',
    'apps/api/src/rate-limits.ts',
    ['takeOfShopper(shopperId);', ''],
    e2e('tests/src/limits.e2e.test.ts', 'charged one by one'),
  ),
  one(
    'placeholders pass for secrets',
    'apps/api/src/env.ts',
    ['!isPlaceholder(token)', "token !== ''"],
    e2e('tests/src/security/boot.e2e.test.ts', 'asks to be replaced'),
  ),
];
