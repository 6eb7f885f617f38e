import { Dialog } from '@base-ui/react/dialog';
import { SignInForm } from './sign-in-form.tsx';
import type { Way } from './sign-in-form.tsx';

/** Signs in over the page that one is on: in any way that there is, or only in one. */
export function SignInDialog({ onlyWay, onClose }: { onlyWay?: Way; onClose: () => void }) {
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-30 bg-black/60" />
        <Dialog.Popup className="appear fixed inset-x-4 top-4 z-40 mx-auto max-h-[calc(100dvh-2rem)] max-w-md overflow-y-auto rounded-tile bg-card p-6 shadow-float sm:top-24 sm:max-h-[calc(100dvh-7rem)]">
          <Dialog.Title className="display text-3xl">
            {onlyWay === 'register' ? 'Your account' : 'Who is there?'}
          </Dialog.Title>
          <Dialog.Description className="mt-2 text-quiet">
            Your name stands beside the pairs you buy.
          </Dialog.Description>
          <div className="mt-5">
            <SignInForm
              {...(onlyWay && { onlyWay })}
              action="Sign in"
              onSignedIn={onClose}
              onCancel={onClose}
            />
          </div>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
