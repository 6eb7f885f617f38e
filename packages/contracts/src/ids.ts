import { z } from 'zod';

/** Any id in Lastpair: a UUID, in lower case so that one id has one spelling. */
export const Id = z
  .uuid()
  .toLowerCase()
  .meta({ description: 'A UUID. Ids made by the server are version 7.' });

/** A point in time on the wire: ISO 8601, UTC, milliseconds. */
export const Instant = z.iso.datetime().meta({ description: 'ISO 8601 time in UTC.' });

/** Turns milliseconds since the epoch into the wire's form of a point in time. */
export const toInstant = (epochMs: number): string => new Date(epochMs).toISOString();
