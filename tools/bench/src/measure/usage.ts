import { TICK_US, cpuBetween, readCpu, readMachine } from './cpu.ts';
import type { Component } from './cpu.ts';

/** What was used of the machine over a while. */
export type Usage = {
  /** CPU microseconds by component. */
  cpuUs: Map<string, number>;
  /** The share of all cores that nobody of this benchmark used. */
  foreign: number;
  /** The share that the host took. */
  steal: number;
};

const SELF: Component = { name: 'the benchmark itself', pids: [process.pid] };

/** Begins to look; the function that it gives says what was used since. */
export function watchUsage(components: readonly Component[]): () => Usage {
  const all = [...components, SELF];
  const machineBefore = readMachine();
  const before = readCpu(all);
  return () => {
    const cpuUs = cpuBetween(before, readCpu(all));
    const machine = readMachine();
    const ticks = Math.max(1, machine.all - machineBefore.all);
    const busyUs = (machine.busy - machineBefore.busy) * TICK_US;
    const oursUs = [...cpuUs.values()].reduce((sum, each) => sum + each, 0);
    cpuUs.delete(SELF.name);
    return {
      cpuUs,
      foreign: Math.max(0, busyUs - oursUs) / (ticks * TICK_US),
      steal: (machine.steal - machineBefore.steal) / ticks,
    };
  };
}
