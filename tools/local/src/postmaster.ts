import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { commandOf, identityOf } from './processes.ts';
import { waitUntil } from './wait-until.ts';

/** A fast shutdown writes what is in memory to disk; a slow disk may take a while. */
const FAST_LIMIT_MS = 30_000;
const IMMEDIATE_LIMIT_MS = 5_000;

/** Gives the process id of the Postgres that runs on a cluster, however it was started. */
export function findPostmaster(cluster: string): number | undefined {
  const file = path.join(cluster, 'postmaster.pid');
  let lines: string[];
  try {
    lines = readFileSync(file, 'utf8').split('\n');
  } catch {
    return undefined;
  }
  const pid = Number(lines[0]);
  if (!identityOf(pid)) return undefined;
  // Left by a machine or a container that is gone, it may name any process of this one.
  const startedOn = lines[1] ?? '';
  if (commandOf(pid)?.includes(startedOn)) return pid;
  rmSync(file, { force: true });
  return undefined;
}

/**
 * Ends the Postgres that runs on a cluster, if one does: sessions are cut off, what was committed is safe. Gives
 * whether there was one. Rejects if it won't end.
 */
export async function stopPostmaster(cluster: string): Promise<boolean> {
  const pid = findPostmaster(cluster);
  if (!pid) return false;
  const identity = identityOf(pid);
  const gone = (limitMs: number): Promise<true> =>
    waitUntil(`the end of Postgres (process ${pid})`, limitMs, () => identityOf(pid) !== identity);
  // Postgres calls these two shutdowns fast and immediate; after the second, the next start recovers from its log.
  process.kill(pid, 'SIGINT');
  await gone(FAST_LIMIT_MS).catch(() => {
    process.kill(pid, 'SIGQUIT');
    return gone(IMMEDIATE_LIMIT_MS);
  });
  return true;
}
