import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { mutants } from './mutants.ts';
import { securityMutants } from './security-mutants.ts';

const ROOT = path.join(import.meta.dirname, '../../../..');
const read = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8');

test.each([...mutants, ...securityMutants])(
  'the guard is where it was: $name',
  ({ patches, caughtBy }) => {
    for (const { file, find } of patches) expect(read(file).split(find)).toHaveLength(2);
    expect(existsSync(path.join(ROOT, caughtBy.file))).toBe(true);
  },
);
