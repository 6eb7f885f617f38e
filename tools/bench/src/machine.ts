import { availableParallelism, cpus, loadavg, release, totalmem } from 'node:os';

/** What was measured on. */
export type Machine = {
  cores: number;
  processor: string;
  memoryGb: number;
  kernel: string;
  node: string;
  postgres: string;
  /** How many processes wanted to run in the minute before. */
  load: number;
};

/** Looks at this machine. */
export const describeMachine = (postgres: string): Machine => ({
  cores: availableParallelism(),
  processor: cpus()[0]?.model ?? 'unknown',
  memoryGb: Math.round(totalmem() / 2 ** 30),
  kernel: release(),
  node: process.version,
  postgres,
  load: loadavg()[0] ?? 0,
});

export const machineLine = (machine: Machine): string =>
  `${machine.cores} cores (${machine.processor}), ${machine.memoryGb} GB, Linux ${machine.kernel}, ` +
  `Node ${machine.node}, Postgres ${machine.postgres}`;
