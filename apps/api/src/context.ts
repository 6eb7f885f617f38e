import type { Shopper } from '@lastpair/contracts';
import type { Database } from '@lastpair/db';
import type { Till } from '@lastpair/payment';
import type { Road } from '@lastpair/queue';
import type { Logger } from '@lastpair/runtime';
import type { Clock } from './clock.ts';
import type { Door } from './door.ts';
import type { ApiEnv } from './env.ts';
import type { Feed } from './feed.ts';
import type { RateLimits } from './rate-limits.ts';
import type { Sessions } from './sessions.ts';
import type { AudienceHub } from './streams/audience.ts';
import type { OutcomeHub } from './streams/own-outcomes.ts';
import type { RoomHub } from './streams/room.ts';

/** What a process has one of, made once at start. */
export type Services = {
  env: ApiEnv;
  logger: Logger;
  db: Database;
  road: Road;
  feed: Feed;
  door: Door;
  hub: OutcomeHub;
  rooms: RoomHub;
  audience: AudienceHub;
  sessions: Sessions;
  limits: RateLimits;
  clock: Clock;
  till: Till;
};

/** Who calls, and from where: known from the session alone, never from what they say of themselves. */
export type Caller = {
  shopper: Shopper | undefined;
  token: string | undefined;
  ip: string;
};

/** What procedures get. `setCookie` is missing where no cookie can be set, as on an open WebSocket. */
export type Context = Services &
  Caller & {
    setCookie?: ((cookie: string) => void) | undefined;
    secure: boolean;
    /** How many streams the caller has open on this connection. */
    streams: { open: number };
  };
