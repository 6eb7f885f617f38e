import type { Scenario } from './bench.ts';
import { desk } from './desk.ts';
import { expiry, expiryKilled } from './expiry.ts';
import { fanOut, memory, watchers } from './fan-out.ts';
import { footprint } from './footprint.ts';
import { growth } from './growth.ts';
import { hot, slowDisk, soldOut } from './hot.ts';
import { drops, processes, queues } from './queues.ts';
import { replay } from './replay.ts';
import { audience, everybodyWatches, sameSecond } from './same-second.ts';

/** All there are, in the order of the goals. */
export const scenarios: readonly Scenario[] = [
  hot,
  slowDisk,
  sameSecond,
  audience,
  everybodyWatches,
  watchers,
  fanOut,
  memory,
  expiry,
  expiryKilled,
  growth,
  drops,
  queues,
  soldOut,
  processes,
  replay,
  footprint,
  desk,
];
