import { AlertDialog } from '@base-ui/react/alert-dialog';
import type { Tap } from '@lastpair/contracts';
import { troubleInWords } from '../../server/store-error.ts';
import { trpc } from '../../server/trpc.ts';
import { Trouble } from '../../parts/trouble.tsx';

/** What a merchant does to a tap. One of the environment can only be switched; it is changed where it is set. */
export function TapControls({ tap, onEdit }: { tap: Tap; onEdit: () => void }) {
  const onOrOff = trpc.desk.taps.switch.useMutation();
  const remove = trpc.desk.taps.remove.useMutation();
  const error = onOrOff.error ?? remove.error;
  const off = tap.state === 'off';
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Trouble>{error && troubleInWords(error)}</Trouble>
      <button
        type="button"
        className="button"
        aria-disabled={onOrOff.isPending}
        onClick={() => !onOrOff.isPending && onOrOff.mutate({ tapId: tap.id, on: off })}
      >
        Switch {off ? 'on' : 'off'}
      </button>
      {tap.source === 'merchant' && (
        <>
          <button type="button" className="button" onClick={onEdit}>
            Edit
          </button>
          <AlertDialog.Root>
            <AlertDialog.Trigger className="button">Remove</AlertDialog.Trigger>
            <AlertDialog.Portal>
              <AlertDialog.Backdrop className="fixed inset-0 z-30 bg-black/60" />
              <AlertDialog.Popup className="appear fixed inset-x-4 top-24 z-40 mx-auto max-w-md rounded-tile bg-card p-6 shadow-float">
                <AlertDialog.Title className="display text-3xl">
                  Remove {tap.name}?
                </AlertDialog.Title>
                <AlertDialog.Description className="mt-3 text-quiet">
                  Nobody listens to it any more, and its bad messages are forgotten. What it has
                  told stays on the shelves.
                </AlertDialog.Description>
                <div className="mt-5 flex flex-wrap gap-2">
                  <AlertDialog.Close
                    className="button button-main"
                    onClick={() => remove.mutate({ tapId: tap.id })}
                  >
                    Remove the tap
                  </AlertDialog.Close>
                  <AlertDialog.Close className="button">Keep it</AlertDialog.Close>
                </div>
              </AlertDialog.Popup>
            </AlertDialog.Portal>
          </AlertDialog.Root>
        </>
      )}
    </div>
  );
}
