import { Dialog } from '@base-ui/react/dialog';
import { useDesk } from '../live/desk-context.ts';
import { ShelfDetail } from './shelf-detail.tsx';
import { useOpenShelf } from './use-open-shelf.ts';
import type { ShelfPlace } from './use-open-shelf.ts';
import { useShelf } from './use-shelf.ts';

/** Everything about one shelf, over the page that one is on. */
export function ShelfDialog(place: ShelfPlace) {
  const { close } = useOpenShelf();
  const { desk } = useDesk();
  const shelf = useShelf(place, desk);
  return (
    <Dialog.Root open onOpenChange={(open) => !open && close()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-black/60" />
        <Dialog.Popup className="appear fixed inset-x-2 inset-y-4 z-50 mx-auto max-w-4xl overflow-y-auto overscroll-contain rounded-tile bg-card p-4 shadow-float sm:inset-x-6 sm:inset-y-10 sm:p-6">
          <div className="flex flex-wrap items-start justify-between gap-3">
            <Dialog.Title className="display text-3xl sm:text-4xl">
              {shelf.model ?? 'This shelf'}
              <span className="block text-xl text-quiet">{shelf.store}</span>
            </Dialog.Title>
            <Dialog.Close className="button">Close</Dialog.Close>
          </div>
          {shelf.state === 'shown' && <ShelfDetail place={place} shelf={shelf.shelf} />}
          {shelf.state === 'loading' && (
            <div className="skeleton pulse mt-4 h-64" role="status">
              <span className="sr-only">Loading…</span>
            </div>
          )}
          {shelf.state === 'unknown' && (
            <p className="mt-4 text-quiet">Nobody has ever told of this model in this store.</p>
          )}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
