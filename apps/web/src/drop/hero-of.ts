import type { View } from '@lastpair/contracts';
import { glanceOf } from './stock.ts';

/** Farther away than this, an opening is not yet what everybody waits for. */
const SOON_MS = 24 * 60 * 60 * 1_000;

/** The drop to show in large: the next that opens, else the live one of which most sizes run low, else the newest. */
export function heroOf(views: readonly View[], nowMs: number): View | undefined {
  const opening = (view: View): number => Date.parse(view.opensAt ?? '');
  const glance = (view: View) => glanceOf(view, opening(view) <= nowMs);
  const next = views
    .filter((view) => glance(view) === 'soon' && opening(view) - nowMs < SOON_MS)
    .toSorted((one, other) => opening(one) - opening(other))[0];
  const wanted = ({ sizes }: View): number =>
    sizes.filter(({ level }) => level === 'out' || level === 'low').length / sizes.length;
  const live = views
    .filter((view) => glance(view) === 'live')
    .toSorted((one, other) => wanted(other) - wanted(one))[0];
  return next ?? live ?? views[0];
}
