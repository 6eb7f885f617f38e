import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '../../..');
const files = globSync('{apps,packages}/*/src/**/*.ts', { cwd: ROOT }).filter(
  (file) => !/\.test(-kit|-service)?\.ts$/.test(file),
);
const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');

test('SQL as text is in migrations alone, where nothing comes from outside', () => {
  expect(files.length).toBeGreaterThan(80);
  const raw = files.filter((file) => /\bsql\s*\.\s*(raw|lit)\b/.test(read(file)));
  expect(raw.toSorted()).toEqual([
    'packages/db/src/migrations/0001-the-road.ts',
    'packages/db/src/migrations/0004-the-desk.ts',
  ]);
  for (const file of raw) expect(read(file)).not.toMatch(/\$\{/);
});

test('no statement is put together from pieces', () => {
  const pieced = files.flatMap((file) =>
    [...read(file).matchAll(/\.query\(\s*(`[^`]*`|'[^']*'\s*\+|"[^"]*"\s*\+|\w+\s*\+)/g)]
      .map(([, statement]) => statement!)
      .map((statement) => statement.replaceAll(/\$\{client\.escapeIdentifier\(\w+\)\}/g, ''))
      .filter((statement) => !statement.startsWith('`') || statement.includes('${'))
      .map((statement) => `${file}: ${statement}`),
  );
  expect(pieced).toEqual([]);
});
