import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { identityOf } from './processes.ts';

/** Enough to meet a lock that goes away while it is looked at. */
const ATTEMPTS = 3;

/**
 * Makes sure that this process alone works in a folder, until the function that it gives is called. A lock left by a
 * process that is dead counts for nothing. Throws when a living one holds it.
 */
export function lockFolder(folder: string): () => void {
  const file = path.join(folder, 'lock');
  const mine = `${process.pid}\n${identityOf(process.pid)}\n`;
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    try {
      writeFileSync(file, mine, { flag: 'wx', mode: 0o600 });
      return () => rmSync(file, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const holder = readHolder(file);
    if (holder) throw new Error(`${folder} is in use by process ${holder}; stop that one first`);
    rmSync(file, { force: true });
  }
  throw new Error(`${folder} is in use: ${file} comes back whenever it is removed`);
}

/** The process that holds the lock, if it lives. */
function readHolder(file: string): number | undefined {
  try {
    const [pid, identity] = readFileSync(file, 'utf8').split('\n');
    return identityOf(Number(pid)) === identity ? Number(pid) : undefined;
  } catch {
    return undefined;
  }
}
