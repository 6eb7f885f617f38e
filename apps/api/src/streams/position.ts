/** How far a shopper has read the log of each drop: by drop id, the last seq. */
export type Position = Map<string, number>;

/** Where a shopper is who has no outcomes yet. */
const START = 'start';
const SEQ = /^\d{1,15}$/;

/**
 * A position as the id of a tracked event: drop ids without dashes, each with a seq. A shopper's outcomes come
 * from many drops, each with a count of its own, so one number could not say what has been seen.
 */
export const formatPosition = (position: Position): string =>
  [...position].map(([dropId, seq]) => `${dropId.replaceAll('-', '')}:${seq}`).join(',') || START;

/** Reads what formatPosition wrote; undefined for anything else. */
export function parsePosition(text: string): Position | undefined {
  const position: Position = new Map();
  if (text === START) return position;
  for (const part of text.split(',')) {
    const match =
      /^([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12}):(\d{1,15})$/.exec(part);
    if (!match) return undefined;
    position.set(match.slice(1, 6).join('-'), Number(match[6]));
  }
  return position;
}

/** Reads the id of a tracked view, which is its seq; undefined for anything else. */
export const parseSeq = (text: string | null | undefined): number | undefined =>
  text && SEQ.test(text) ? Number(text) : undefined;
