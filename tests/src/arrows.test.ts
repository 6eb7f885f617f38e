import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');

/** Who may import whom. What is marked `type` may be imported as types alone. */
const ARROWS: Record<string, string[]> = {
  'packages/contracts': [],
  'packages/domain': ['type contracts'],
  'packages/db': ['contracts', 'type domain', 'type domain/desk'],
  'packages/queue': ['contracts', 'db'],
  'packages/payment': ['contracts', 'db', 'runtime'],
  'packages/runtime': [],
  'apps/worker': ['contracts', 'domain', 'domain/desk', 'db', 'payment', 'queue', 'runtime'],
  'apps/api': ['contracts', 'domain/desk', 'db', 'payment', 'queue', 'runtime'],
  'apps/web': ['contracts', 'type api'],
  'tools/local': ['contracts', 'runtime', 'type api'],
  'tools/stampede': ['contracts', 'type api'],
  'tools/desk': ['contracts'],
  'tools/rehearsal': ['contracts', 'domain', 'local', 'stampede', 'type api'],
  'tools/bench': ['contracts', 'db', 'local', 'queue/keep-strings-fast'],
  tests: [
    'contracts',
    'domain/desk',
    'db',
    'payment',
    'queue',
    'runtime',
    'local',
    'worker/after-commit',
    'worker/apply-batch',
    'worker/orders',
    'api/feed',
    'api/router',
    'api/views',
    'type api',
  ],
};

/** The libraries that only some rooms have business with. */
const LIBRARIES: Record<string, RegExp> = {
  bullmq: /^(packages\/queue|tools\/bench)\//,
  ioredis: /^(packages\/queue|tests|tools\/bench)\//,
  kysely: /^(packages\/db|tests)\//,
  pg: /^(packages\/db|packages\/queue|tools\/local|tools\/rehearsal|tools\/desk|tools\/bench|tests)\//,
  hono: /^(apps\/api|tools\/bench)\//,
  stripe: /^packages\/payment\//,
  react: /^apps\/web\//,
};

type Import = { file: string; from: string; typeOnly: boolean };

const files = globSync(['{apps,packages,tools}/*/src/**/*.{ts,tsx}', 'tests/src/**/*.ts'], {
  cwd: ROOT,
});
const isTest = (file: string): boolean => /\.test(-kit)?\.tsx?$/.test(file);

function importsOf(file: string): Import[] {
  const text = readFileSync(join(ROOT, file), 'utf8');
  const statements = text.matchAll(
    /^\s*(?:import|export)\s+(type\s+)?(?:[^'";]*?\sfrom\s+)?['"]([^'"]+)['"]/gm,
  );
  const dynamic = text.matchAll(/\bimport\(\s*['"]([^'"]+)['"]\s*\)/g);
  return [
    ...[...statements].map(([, type, from]) => ({ file, from: from!, typeOnly: Boolean(type) })),
    ...[...dynamic].map(([, from]) => ({ file, from: from!, typeOnly: false })),
  ];
}
const imports = files.flatMap(importsOf);

test('there is something to look at', () => {
  expect(files.length).toBeGreaterThan(50);
  expect(imports.filter(({ from }) => from.startsWith('@lastpair/')).length).toBeGreaterThan(50);
});

describe('the arrows of ARCHITECTURE.md hold for', () => {
  test.each(Object.entries(ARROWS))('%s', (room, allowed) => {
    const wrong = imports
      .filter(({ file, from }) => file.startsWith(`${room}/`) && from.startsWith('@lastpair/'))
      .filter(({ file }) => !isTest(file) || room === 'tests')
      .filter(({ from, typeOnly }) => {
        const name = from.replace('@lastpair/', '');
        return !allowed.includes(name) && !(typeOnly && allowed.includes(`type ${name}`));
      });
    expect(wrong).toEqual([]);
  });

  test('relative imports, which stay in their room', () => {
    const wrong = imports.filter(({ file, from }) => {
      const room = file
        .split('/')
        .slice(0, file.startsWith('tests/') ? 1 : 2)
        .join('/');
      return from.startsWith('.') && !join(file, '..', from).startsWith(`${room}/`);
    });
    expect(wrong).toEqual([]);
  });

  test('libraries, which stay where they have business', () => {
    const wrong = imports.filter(({ file, from }) => {
      const room = LIBRARIES[from.split('/')[0]!];
      return room && !room.test(file);
    });
    expect(wrong).toEqual([]);
  });
});

describe('the rules are pure', () => {
  const rules = files.filter((file) => file.startsWith('packages/domain/') && !isTest(file));

  test.each(rules)(
    '%s imports only its own and types, and knows neither clock nor chance',
    (file) => {
      const others = importsOf(file).filter(
        ({ from, typeOnly }) => !from.startsWith('./') && !typeOnly,
      );
      expect(others).toEqual([]);
      const text = readFileSync(join(ROOT, file), 'utf8');
      expect(text).not.toMatch(/\bDate\b|Math\.random|performance\.|process\.|crypto\./);
    },
  );
});

test('one function reads the environment of the services', () => {
  const readers = files
    .filter((file) => /^(apps|packages)\//.test(file) && !isTest(file))
    .filter((file) => /process\.env\b/.test(readFileSync(join(ROOT, file), 'utf8')));
  expect(readers).toEqual(['packages/runtime/src/read-env.ts']);
});

test('the way of one pair of shoes in README.md is eight files that are there', () => {
  const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');
  const [, section = ''] = readme.split('## Follow one pair of shoes');
  const way = [...section.split('\n## ')[0]!.matchAll(/^\d+\. \[`([^`]+)`\]\(([^)]+)\)/gm)];
  expect(way).toHaveLength(8);
  for (const [, shown, linked] of way) {
    expect(shown).toBe(linked);
    expect(files).toContain(linked);
  }
});

test('the workspaces and arrows in ARCHITECTURE.md are those that are held here', () => {
  const architecture = readFileSync(join(ROOT, 'ARCHITECTURE.md'), 'utf8');
  for (const [room, allowed] of Object.entries(ARROWS)) {
    const line = architecture.split('\n').find((each) => each.startsWith(`| \`${room}\``));
    expect([room, line !== undefined]).toEqual([room, true]);
    const said = line!.split('|').at(-2)!.trim();
    const wanted = allowed.length === 0 ? 'nothing' : allowed.join(', ');
    expect([room, said]).toEqual([room, wanted]);
  }
});
