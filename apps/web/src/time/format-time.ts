const SECOND_MS = 1_000;
/** This page's idea of the server's time is late by as much as an answer took, so 60 seconds would start as 01:01. */
const CLOCK_ERROR_MS = 250;
const MINUTE_SECONDS = 60;
const HOUR_SECONDS = 60 * MINUTE_SECONDS;
const DAY_SECONDS = 24 * HOUR_SECONDS;

const twoDigits = (value: number): string => String(value).padStart(2, '0');

/** What is left, in milliseconds, as a clock: "02:14", "1:02:14", or "3 d 4 h" when it is more than a day. */
export function formatCountdown(leftMs: number): string {
  const seconds = Math.max(0, Math.ceil((leftMs - CLOCK_ERROR_MS) / SECOND_MS));
  const hours = Math.floor(seconds / HOUR_SECONDS);
  const minutes = Math.floor((seconds % HOUR_SECONDS) / MINUTE_SECONDS);
  if (seconds >= DAY_SECONDS) return `${Math.floor(hours / 24)} d ${hours % 24} h`;
  const clock = `${twoDigits(minutes)}:${twoDigits(seconds % MINUTE_SECONDS)}`;
  return hours > 0 ? `${hours}:${clock}` : clock;
}

/** A length of time in words: "45 seconds", "2 minutes", "1 minute 30 seconds". */
export function formatSeconds(seconds: number): string {
  const minutes = Math.floor(seconds / MINUTE_SECONDS);
  const rest = seconds % MINUTE_SECONDS;
  const parts = [
    ...(minutes > 0 ? [count(minutes, 'minute')] : []),
    ...(rest > 0 || minutes === 0 ? [count(rest, 'second')] : []),
  ];
  return parts.join(' ');
}

/** How long ago, in milliseconds, in words: "just now", "40 seconds ago", "2 hours ago". */
export function formatAgo(agoMs: number): string {
  const seconds = Math.max(0, Math.floor(agoMs / SECOND_MS));
  if (seconds < 5) return 'just now';
  if (seconds < MINUTE_SECONDS) return `${count(Math.floor(seconds / 5) * 5, 'second')} ago`;
  if (seconds < HOUR_SECONDS) return `${count(Math.floor(seconds / MINUTE_SECONDS), 'minute')} ago`;
  if (seconds < DAY_SECONDS) return `${count(Math.floor(seconds / HOUR_SECONDS), 'hour')} ago`;
  return `${count(Math.floor(seconds / DAY_SECONDS), 'day')} ago`;
}

/** A point in time as the reader's own clock and calendar show it. */
export const formatInstant = (instant: string): string =>
  new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' }).format(
    new Date(instant),
  );

/** A time of today to the second, as the reader's own clock shows it. */
export const formatClock = (instant: string): string =>
  new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' }).format(new Date(instant));

/** A number with its noun: "1 pair", "3 pairs". */
export const count = (number: number, noun: string): string =>
  `${number} ${noun}${number === 1 ? '' : 's'}`;
