import type { Alert } from '@lastpair/contracts';
import { count } from '../../time/format-time.ts';
import { keyOf } from '../live/desk-state.ts';
import type { DeskState } from '../live/desk-state.ts';
import { formatHours, formatPace } from '../words.ts';

/** An alert with what its shelf has now, as long as it is open and the shelf is in sight. */
export function asOfNow(alert: Alert, { shelves }: Pick<DeskState, 'shelves'>): Alert {
  const shelf = alert.status === 'cleared' ? undefined : shelves.get(keyOf(alert));
  if (!shelf) return alert;
  const { inventory, perHour, hoursLeft } = shelf;
  return { ...alert, inventory, perHour, hoursLeft };
}

/** An alert in one sentence. */
export function alertInWords({ kind, store, model, inventory, perHour, hoursLeft }: Alert): string {
  const few = kind === 'low' ? 'too few' : 'too many';
  const pace =
    perHour > 0 && hoursLeft !== null
      ? `; sells ${formatPace(perHour)}, ${inventory === 0 ? 'and is sold out' : `lasts ${formatHours(hoursLeft)}`}`
      : '';
  return `${store} has ${few} ${model}: ${count(inventory, 'pair')}${pace}`;
}
