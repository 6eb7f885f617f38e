import type { Alert } from '@lastpair/contracts';
import { count } from '../../time/format-time.ts';
import { formatHours, formatPace } from '../words.ts';

/** An alert in one sentence. */
export function alertInWords({ kind, store, model, inventory, perHour, hoursLeft }: Alert): string {
  const few = kind === 'low' ? 'too few' : 'too many';
  const pace =
    perHour > 0 && hoursLeft !== null
      ? `; sells ${formatPace(perHour)}, ${inventory === 0 ? 'and is sold out' : `lasts ${formatHours(hoursLeft)}`}`
      : '';
  return `${store} has ${few} ${model}: ${count(inventory, 'pair')}${pace}`;
}
