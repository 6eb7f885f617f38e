import { chmodSync, mkdirSync } from 'node:fs';

/** Makes a folder, unless it is there, that others can go through but not list. Gives its path. */
export function makeFolder(folder: string): string {
  const made = mkdirSync(folder, { recursive: true });
  // Whatever the umask takes away: the user that Postgres runs as must get to its files.
  if (made !== undefined) chmodSync(folder, 0o711);
  return folder;
}
