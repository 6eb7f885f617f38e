import { Dialog } from '@base-ui/react/dialog';
import { SignInForm } from './sign-in-form.tsx';

/** Signs in over the page that one is on. */
export function SignInDialog({ onClose }: { onClose: () => void }) {
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-30 bg-black/60" />
        <Dialog.Popup className="appear fixed inset-x-4 top-24 z-40 mx-auto max-w-md rounded-tile bg-card p-6 shadow-float">
          <Dialog.Title className="display text-3xl">Who is there?</Dialog.Title>
          <Dialog.Description className="mt-2 text-quiet">
            A name is enough. It stands beside the pairs you buy.
          </Dialog.Description>
          <div className="mt-5">
            <SignInForm action="Sign in" onSignedIn={onClose} onCancel={onClose} />
          </div>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
