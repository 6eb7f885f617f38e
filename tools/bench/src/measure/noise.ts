import type { Pace } from '../generator/messages.ts';
import type { Calibration } from './calibrate.ts';
import type { Measured } from './measure-run.ts';
import type { Usage } from './usage.ts';

/** A machine that changes by more than this while a block of runs is made tells nothing about them. */
const WORK_MOVED = 0.1;
/** A commit takes a quarter of a millisecond on a good virtual disk, and differs by this much on one that nobody uses. */
const COMMIT_MOVED = 0.3;
/** What others may use of the machine meanwhile, and what the host may take of it. */
const FOREIGN_SHARE = 0.1;
const STEAL_SHARE = 0.01;
/** A generator this late, or this busy, measures itself. */
const LAG_MS = 25;
const GENERATOR_LOAD = 0.9;

const percent = (share: number): string => `${(share * 100).toFixed(0)} %`;

/** Why a run can't be believed; empty if it can. */
export function noiseOfRun(
  { lagMs, generatorLoad, foreign, steal }: Measured,
  pace: Pace['kind'],
): string[] {
  return [
    ...(pace === 'open' && lagMs > LAG_MS ? [`the generator was ${lagMs.toFixed(0)} ms late`] : []),
    ...(generatorLoad > GENERATOR_LOAD ? ['the generator had no core to spare'] : []),
    ...noiseOfUsage({ foreign, steal }),
  ];
}

/** Why what was found on such a machine can't be believed; empty if it can. */
export const noiseOfUsage = ({ foreign, steal }: Pick<Usage, 'foreign' | 'steal'>): string[] => [
  ...(foreign > FOREIGN_SHARE ? [`others used ${percent(foreign)} of the machine`] : []),
  ...(steal > STEAL_SHARE ? [`the host took ${percent(steal)} of the machine`] : []),
];

/** Why the runs between two calibrations can't be compared; empty if they can. */
export function noiseBetween(before: Calibration, after: Calibration): string[] {
  const moved = (one: number, other: number): number =>
    Math.abs(one - other) / Math.min(one, other);
  return [
    ...(moved(before.workMs, after.workMs) > WORK_MOVED
      ? ['the processor became slower or faster']
      : []),
    ...(moved(before.commitMs, after.commitMs) > COMMIT_MOVED
      ? ['the disk became slower or faster']
      : []),
  ];
}
