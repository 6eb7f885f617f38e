import { z } from 'zod';

/** Any id in Lastpair: a UUID, in lower case so that one id has one spelling. */
export const Id = z
  .uuid()
  .toLowerCase()
  .meta({ description: 'A UUID. Ids made by the server are version 7.' });

/** Where the version of a UUID stands. */
const VERSION_AT = 14;

/**
 * The id of a command that a client made. Version 8 is kept for ids that the store derives from others, such as those of
 * the steps of an order, so that nobody can take one before it is used.
 */
export const CommandId = Id.refine((id) => id[VERSION_AT] !== '8', {
  error: 'version 8 is for ids that the store makes; use version 7 or 4',
});

/** A point in time on the wire: ISO 8601, UTC, milliseconds. */
export const Instant = z.iso.datetime().meta({ description: 'ISO 8601 time in UTC.' });

/** Turns milliseconds since the epoch into the wire's form of a point in time. */
export const toInstant = (epochMs: number): string => new Date(epochMs).toISOString();
