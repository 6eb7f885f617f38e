import { readFileSync, readdirSync } from 'node:fs';

/** The processes of a component. With `family`, the children of each belong to it, too. */
export type Component = { name: string; pids: number[]; family?: boolean };

const NS_PER_US = 1_000;

/** How long each component has been on a CPU so far, in microseconds. */
export function readCpu(components: readonly Component[]): Map<string, number> {
  return new Map(
    components.map(({ name, pids, family }) => {
      const all = family ? [...pids, ...childrenOf(pids)] : pids;
      return [name, all.reduce((sum, pid) => sum + cpuOf(pid), 0)];
    }),
  );
}

/** What each component has used between two looks, in microseconds. */
export const cpuBetween = (
  before: ReadonlyMap<string, number>,
  after: ReadonlyMap<string, number>,
): Map<string, number> =>
  new Map([...after].map(([name, cpuUs]) => [name, Math.max(0, cpuUs - (before.get(name) ?? 0))]));

/** All threads of a process, from the scheduler's own count in nanoseconds; 0 when it is gone. */
function cpuOf(pid: number): number {
  let ns = 0;
  for (const task of list(`/proc/${pid}/task`)) {
    ns += Number(read(`/proc/${pid}/task/${task}/schedstat`).split(' ')[0] || 0);
  }
  return ns / NS_PER_US;
}

function childrenOf(pids: readonly number[]): number[] {
  const parents = new Set(pids);
  return list('/proc')
    .map(Number)
    .filter((pid) => Number.isInteger(pid) && parents.has(parentOf(pid)));
}

/** The fourth field; the second is a name in brackets that may hold anything. */
function parentOf(pid: number): number {
  const stat = read(`/proc/${pid}/stat`);
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
}

/** Resident memory of a process in bytes; 0 when it is gone. */
export function memoryOf(pid: number): number {
  return Number(/VmRSS:\s+(\d+) kB/.exec(read(`/proc/${pid}/status`))?.[1] ?? 0) * 1_024;
}

/** Of the whole machine, in ticks since it started, over all cores. */
export type MachineCpu = { busy: number; steal: number; all: number };

/** Reads /proc/stat. Interrupts are left out of `busy`: no process is charged for them. */
export function readMachine(): MachineCpu {
  const fields = read('/proc/stat').split('\n')[0]!.split(/\s+/).slice(1).map(Number);
  const [user = 0, nice = 0, system = 0, idle = 0, iowait = 0, irq = 0, softirq = 0, steal = 0] =
    fields;
  const busy = user + nice + system;
  return { busy, steal, all: busy + idle + iowait + irq + softirq + steal };
}

/** Microseconds in a tick of /proc/stat, which is a hundredth of a second on every Linux there is. */
export const TICK_US = 10_000;

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
