import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const DOCS = join(import.meta.dirname, '../../../docs');
const text = readFileSync(join(DOCS, 'security.md'), 'utf8');
const [table = ''] = text.split('\n## ');
const lines = table
  .split('\n')
  .filter(
    (line) => line.startsWith('| ') && !line.startsWith('| **') && !line.startsWith('| line |'),
  )
  .map((line) => line.split('|').map((cell) => cell.trim()));

test('every line of docs/security.md has a setting, and a test that is there', () => {
  expect(lines.length).toBeGreaterThan(30);
  for (const [, line, setting, proof] of lines) {
    expect([line, setting]).not.toContain('');
    const [, path, words] = /^\[[^\]]+\]\(([^)]+)\): (.+)$/.exec(proof!) ?? [];
    expect([line, path !== undefined && existsSync(join(DOCS, path))]).toEqual([line, true]);
    expect([line, readFileSync(join(DOCS, path!), 'utf8').includes(words!)]).toEqual([line, true]);
  }
});

test('every test of security is on a line', () => {
  const named = new Set(
    [...text.matchAll(/tests\/src\/security\/([\w.-]+)\)/g)].map(([, name]) => name),
  );
  const there = globSync('*.test.ts', { cwd: import.meta.dirname });
  expect(there.length).toBeGreaterThan(4);
  expect(there.filter((name) => !named.has(name))).toEqual([]);
});
