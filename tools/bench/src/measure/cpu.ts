import { readFileSync, readdirSync } from 'node:fs';

/** The processes of a component. With `family`, the children of each belong to it, too. */
export type Component = { name: string; pids: number[]; family?: boolean };

const NS_PER_US = 1_000;

/** By component and process: how long it has been on a CPU so far, in microseconds. */
export type CpuTimes = ReadonlyMap<string, ReadonlyMap<number, number>>;

/** Looks how long each process of each component has been on a CPU. */
export function readCpu(components: readonly Component[]): CpuTimes {
  return new Map(
    components.map(({ name, pids, family }) => {
      const all = family ? [...pids, ...childrenOf(pids)] : pids;
      return [name, new Map(all.map((pid) => [pid, cpuOf(pid)]))];
    }),
  );
}

/**
 * What each component has used between two looks, in microseconds. A process that was new is charged for all it used; what
 * one used that is gone by the second look is lost.
 */
export function cpuBetween(before: CpuTimes, after: CpuTimes): Map<string, number> {
  return new Map(
    [...after].map(([name, times]) => {
      const earlier = before.get(name);
      const used = [...times].map(([pid, cpuUs]) => cpuUs - (earlier?.get(pid) ?? 0));
      return [name, used.reduce((sum, each) => sum + Math.max(0, each), 0)];
    }),
  );
}

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
