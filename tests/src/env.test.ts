import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');

test('.env.example has every setting, and no setting that is not there', () => {
  const example = readFileSync(join(ROOT, '.env.example'), 'utf8');
  const named = new Set([...example.matchAll(/^([A-Z_]+)=/gm)].map(([, name]) => name!));
  const read = globSync('apps/*/src/{env,desk/desk-env}.ts', { cwd: ROOT }).flatMap((file) =>
    [...readFileSync(join(ROOT, file), 'utf8').matchAll(/^ {2,4}([A-Z_]+):/gm)].map(
      ([, name]) => name!,
    ),
  );
  const compose = readFileSync(join(ROOT, 'docker-compose.yml'), 'utf8');
  const composed = [...compose.matchAll(/\$\{([A-Z_]+)/g)].map(([, name]) => name!);
  const start = ['LASTPAIR_DATA'];
  expect(read.length).toBeGreaterThan(10);
  expect([...named].toSorted()).toEqual([...new Set([...read, ...composed, ...start])].toSorted());
});

test('docker-compose.yml has no default secrets and publishes nothing but the api', () => {
  const compose = readFileSync(join(ROOT, 'docker-compose.yml'), 'utf8');
  for (const secret of ['POSTGRES_PASSWORD', 'REDIS_PASSWORD', 'MERCHANT_TOKEN']) {
    const uses = [...compose.matchAll(new RegExp(`\\$\\{${secret}([^}]*)\\}`, 'g'))];
    expect(uses.length).toBeGreaterThan(0);
    for (const [, rest] of uses) expect(rest).toMatch(/^:\?/);
  }
  expect(compose.match(/^ {4}ports:/gm)).toHaveLength(1);
  expect(compose).toContain('--appendonly yes');
  expect(compose).toContain('--maxmemory-policy noeviction');
});
