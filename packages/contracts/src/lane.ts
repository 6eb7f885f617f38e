import type { LogRow } from './log-entry.ts';

/** The lane that carries a drop's commands: 0 to `laneCount` - 1, the same in every process. */
export const laneOf = (dropId: string, laneCount: number): number =>
  Number.parseInt(dropId.slice(-8), 16) % laneCount;

/** How many look at which drops through one api process, so that all can add it up. */
export type Presence = { api: string; watching: [dropId: string, count: number][] };

/** That a drop's log goes as far as `seq` now, and the rows by which one batch made it go there, unless they are to be read. */
export type Growth = {
  dropId: string;
  seq: number;
  batch?: { decidedAt: number; rows: Omit<LogRow, 'dropId' | 'seq' | 'decidedAt'>[] };
};

/** That logs have grown, after they have. It may be lost, repeated or late: the log itself is the truth. */
export type News = {
  drops: Growth[];
  /** Commands that had their outcome already, so that no new row tells of them. */
  replayed?: string[];
};
