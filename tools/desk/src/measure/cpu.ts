import { readFileSync, readdirSync } from 'node:fs';

/** The kernel counts in hundredths of a second, whatever its own clock does: proc_pid_stat(5). */
const TICK_MS = 10;

type Stat = { parent: number; own: number; withEnded: number };

function statOf(pid: number | string): Stat | undefined {
  let text: string;
  try {
    text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return undefined;
  }
  // The second field is the program's name in brackets, which may hold anything.
  const fields = text
    .slice(text.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);
  const own = fields[11]! + fields[12]!;
  return { parent: fields[1]!, own, withEnded: own + fields[13]! + fields[14]! };
}

/** The CPU time of a process so far, in milliseconds; with its children, as Postgres has them, if asked. */
export function cpuOf(pid: number, withChildren = false): number {
  let ticks = statOf(pid)?.[withChildren ? 'withEnded' : 'own'] ?? 0;
  if (withChildren) {
    for (const each of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
      const stat = statOf(each);
      if (stat?.parent === pid) ticks += stat.own;
    }
  }
  return ticks * TICK_MS;
}
