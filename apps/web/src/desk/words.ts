import type { Shelf } from '@lastpair/contracts';

/** How a shelf is doing, as its colour says: empty, too few, sold out soon, too many, or well. */
export type Tone = 'out' | 'low' | 'soon' | 'high' | 'well';

/** A shelf that will be empty in less is worth a look although it is not low. */
const SOON_HOURS = 2;

export function toneOf({ inventory, mark, hoursLeft }: Shelf): Tone {
  if (inventory === 0) return 'out';
  if (mark !== 'ok') return mark;
  return hoursLeft !== null && hoursLeft < SOON_HOURS ? 'soon' : 'well';
}

export const toneWords: Record<Tone, string> = {
  out: 'sold out',
  low: 'too few',
  soon: 'sold out soon',
  high: 'too many',
  well: 'well',
};

/** A length of time in hours as people say it: "40 min", "7.8 h", "3 days". */
export function formatHours(hours: number): string {
  if (hours < 1) return `${Math.max(1, Math.round(hours * 60))} min`;
  if (hours < 48) return `${hours < 10 ? Math.round(hours * 10) / 10 : Math.round(hours)} h`;
  return `${Math.round(hours / 24)} days`;
}

/** A pace: "9 an hour", "0.4 an hour". */
export const formatPace = (perHour: number): string =>
  `${perHour < 10 ? Math.round(perHour * 10) / 10 : Math.round(perHour)} an hour`;

/** A change with its sign: "+12", "−3". */
export const formatMove = (by: number): string => (by > 0 ? `+${by}` : `−${-by}`);

/** A number with its separators. */
export const formatCount = (count: number): string => count.toLocaleString('en');
