import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Mutant } from './mutants.ts';

const repoRoot = path.resolve(import.meta.dirname, '../../../..');

/** A copy of the source in which guards can be taken off. */
export type SourceCopy = Disposable & {
  folder: string;
  /** Makes the replacements and gives the function that undoes them. Throws when a text is not there exactly once. */
  patch(patches: Mutant['patches']): () => void;
};

/** Copies everything that git knows or would add; packages from the registry are shared, those of the workspace are not. */
export function copySource(): SourceCopy {
  const folder = mkdtempSync(path.join(tmpdir(), 'lastpair-mutants-'));
  const listed = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], {
    cwd: repoRoot,
    encoding: 'utf8',
  });
  const files = listed.split('\n').filter((file) => file && existsSync(path.join(repoRoot, file)));
  for (const file of files) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    cpSync(path.join(repoRoot, file), path.join(folder, file));
  }
  symlinkSync(path.join(repoRoot, 'node_modules'), path.join(folder, 'node_modules'));
  for (const file of files) {
    const modules = path.join(path.dirname(file), 'node_modules');
    if (path.basename(file) !== 'package.json' || path.dirname(file) === '.') continue;
    // Nothing but relative links, which lead to the copy's own workspaces.
    if (existsSync(path.join(repoRoot, modules))) {
      cpSync(path.join(repoRoot, modules), path.join(folder, modules), {
        recursive: true,
        verbatimSymlinks: true,
      });
    }
  }
  return {
    folder,
    patch(patches) {
      const before = new Map<string, string>();
      for (const { file, find, replace } of patches) {
        const target = path.join(folder, file);
        const text = readFileSync(target, 'utf8');
        if (!before.has(target)) before.set(target, text);
        const found = text.split(find).length - 1;
        if (found !== 1) throw new Error(`${file} has this ${found} times, not once: ${find}`);
        writeFileSync(
          target,
          text.replace(find, () => replace),
        );
      }
      return () => {
        for (const [target, text] of before) writeFileSync(target, text);
      };
    },
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  };
}
