import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * Gives a text that tells a living process from every other that has or had its id, or undefined when there is no
 * such process. One that has ended and was not collected by its parent counts as dead.
 */
export function identityOf(pid: number): string | undefined {
  if (process.platform !== 'linux') return ps(pid, 'lstart');
  const stat = readProc(`${pid}/stat`);
  if (!stat) return undefined;
  // The second field is the program's name in brackets, which may hold anything; proc_pid_stat(5) numbers the rest.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [state, startTime] = [fields[0], fields[19]];
  if (state === 'Z' || state === 'X') return undefined;
  return `${readProc('sys/kernel/random/boot_id')?.trim()} ${startTime}`;
}

/** Gives the command line of a living process, its arguments separated by spaces. */
export function commandOf(pid: number): string | undefined {
  if (process.platform !== 'linux') return ps(pid, 'command');
  return readProc(`${pid}/cmdline`)?.replaceAll('\0', ' ').trim();
}

function readProc(file: string): string | undefined {
  try {
    return readFileSync(`/proc/${file}`, 'utf8');
  } catch {
    return undefined;
  }
}

function ps(pid: number, column: string): string | undefined {
  const { stdout } = spawnSync('ps', ['-o', `${column}=`, '-p', String(pid)], { encoding: 'utf8' });
  return stdout?.trim() || undefined;
}
