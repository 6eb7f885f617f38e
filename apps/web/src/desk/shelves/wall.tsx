import { Dialog } from '@base-ui/react/dialog';
import { useEffect } from 'react';
import { ConnectionBadge } from '../../shell/connection-badge.tsx';
import { formatInstant } from '../../time/format-time.ts';
import { useServerTime } from '../../time/use-server-time.ts';
import { alertInWords, asOfNow } from '../alerts/alert-words.ts';
import { useDesk } from '../live/desk-context.ts';
import type { Grid } from './choose.ts';
import { DeskNumbers } from './desk-numbers.tsx';
import { gridSizes } from './grid-sizes.ts';
import { ShelfGrid } from './shelf-grid.tsx';

const ALERTS_SHOWN = 3;

/** The grid on a screen on the wall: nothing else, as large as it goes. */
export function Wall({ grid, onClose }: { grid: Grid; onClose: () => void }) {
  const { desk } = useDesk();
  const time = useServerTime((now) => formatInstant(new Date(now).toISOString()));
  useEffect(() => {
    // Where it is not allowed it fills the window all the same.
    document.documentElement.requestFullscreen?.().catch(() => {});
    return () => {
      if (document.fullscreenElement) void document.exitFullscreen().catch(() => {});
    };
  }, []);
  const alerts = [...desk.alerts.values()]
    .filter(({ status }) => status === 'raised')
    .toSorted((one, other) => other.raisedAt.localeCompare(one.raisedAt))
    .slice(0, ALERTS_SHOWN);
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Popup className="fixed inset-0 z-30 flex flex-col gap-3 bg-paper p-3 sm:p-5">
          <div className="flex flex-wrap items-center gap-3">
            <Dialog.Title className="display text-3xl">Inventory desk</Dialog.Title>
            <ConnectionBadge />
            <span className="clock text-lg">{time}</span>
            <Dialog.Close className="button ml-auto">Leave the big screen</Dialog.Close>
          </div>
          <DeskNumbers sum={grid.sum} />
          {alerts.length > 0 && (
            <ul className="flex flex-wrap gap-2" aria-label="Newest alerts">
              {alerts.map((alert) => (
                <li
                  key={alert.id}
                  className="flex items-center gap-2 rounded-2xl bg-bad-wash px-4 py-2 font-semibold text-bad"
                  data-tone={alert.kind}
                >
                  <span className="level-dot pulse" aria-hidden="true" />
                  {alertInWords(asOfNow(alert, desk))}
                </li>
              ))}
            </ul>
          )}
          <ShelfGrid grid={grid} sizes={gridSizes.wall} className="min-h-0 flex-1 text-lg" />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
