/** The lane that carries a drop's commands: 0 to `laneCount` - 1, the same in every process. */
export const laneOf = (dropId: string, laneCount: number): number =>
  Number.parseInt(dropId.slice(-8), 16) % laneCount;

/** How many look at which drops through one api process, so that all can add it up. */
export type Presence = { api: string; watching: [dropId: string, count: number][] };

/** That there is something to read: how far the log of each of these drops goes. It carries no truth. */
export type News = {
  drops: [dropId: string, seq: number][];
  /** Commands that had their outcome already, so that no new row tells of them. */
  replayed?: string[];
};
