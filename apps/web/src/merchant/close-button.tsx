import { AlertDialog } from '@base-ui/react/alert-dialog';

/** Closes a drop, after the merchant has said so twice. */
export function CloseButton({
  name,
  disabled,
  onClose,
}: {
  name: string;
  disabled: boolean;
  onClose: () => void;
}) {
  return (
    <AlertDialog.Root>
      <AlertDialog.Trigger className="button" disabled={disabled}>
        Close
      </AlertDialog.Trigger>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className="fixed inset-0 z-30 bg-black/60" />
        <AlertDialog.Popup className="appear fixed inset-x-4 top-24 z-40 mx-auto max-w-md rounded-tile bg-card p-6 shadow-float">
          <AlertDialog.Title className="display text-3xl">Close {name}?</AlertDialog.Title>
          <AlertDialog.Description className="mt-3 text-quiet">
            Nobody can reserve any more. What is held can still be bought until its time is over.
            You can open the drop again.
          </AlertDialog.Description>
          <div className="mt-5 flex flex-wrap gap-2">
            <AlertDialog.Close className="button button-main" onClick={onClose}>
              Close the drop
            </AlertDialog.Close>
            <AlertDialog.Close className="button">Leave it open</AlertDialog.Close>
          </div>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
