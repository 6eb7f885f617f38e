import type { Shopper } from '@lastpair/contracts';
import type { Clock, Database } from '@lastpair/db';
import type { Till } from '@lastpair/payment';
import type { Road } from '@lastpair/queue';
import type { Logger } from '@lastpair/runtime';
import type { Accounts } from './accounts.ts';
import type { Desk } from './desk/open-desk.ts';
import type { Door } from './door.ts';
import type { ApiEnv } from './env.ts';
import type { Feed } from './feed.ts';
import type { HoldLimit } from './hold-limit.ts';
import type { Pulse } from './pulse.ts';
import type { RateLimits } from './rate-limits.ts';
import type { SessionSockets } from './session-sockets.ts';
import type { Sessions } from './sessions.ts';
import type { AudienceHub } from './streams/audience.ts';
import type { FanOut } from './streams/fan-out.ts';
import type { OutcomeHub } from './streams/own-outcomes.ts';
import type { Position } from './streams/position.ts';
import type { RoomHub } from './streams/room.ts';
import type { Views } from './streams/views.ts';

/** What a process has one of, made once at start. */
export type Services = {
  env: ApiEnv;
  logger: Logger;
  db: Database;
  road: Road;
  feed: Feed;
  door: Door;
  views: Views;
  fanOut: FanOut;
  pulse: Pulse;
  hub: OutcomeHub;
  /** How far the log goes that tells of a shopper; asked for many at once it is one read. */
  readPosition: (shopperId: string) => Promise<Position>;
  rooms: RoomHub;
  audience: AudienceHub;
  sessions: Sessions;
  sessionSockets: SessionSockets;
  accounts: Accounts;
  holds: HoldLimit;
  limits: RateLimits;
  clock: Clock;
  desk: Desk;
  till: Till;
};

/** Who calls, and from where: known from the session alone, never from what they say of themselves. */
export type Caller = {
  shopper: Shopper | undefined;
  token: string | undefined;
  ip: string;
  /** What limits count as one address. */
  network: string;
};

/**
 * What procedures get. The services are in one field, because tRPC copies the fields for each middleware. `setCookie` is missing
 * where no cookie can be set, as on an open WebSocket.
 */
export type Context = Caller & {
  services: Services;
  setCookie?: ((cookie: string) => void) | undefined;
  secure: boolean;
  /** How many streams the caller has open on this connection. */
  streams: { open: number };
};
