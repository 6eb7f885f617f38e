import { Toast } from '@base-ui/react/toast';
import type { ToastObject } from '@base-ui/react/toast';
import { Link } from 'wouter';

/** One toast, with the way to the drop that it is about. */
export function ToastCard({ toast }: { toast: ToastObject<{ dropId: string }> }) {
  return (
    <Toast.Root
      toast={toast}
      swipeDirection={['right', 'down']}
      data-testid="toast"
      className="appear rounded-2xl bg-ink p-4 text-paper shadow-float data-ending-style:opacity-0"
    >
      <Toast.Content className="flex items-start gap-3">
        <span
          className={`mt-1.5 size-2.5 flex-none rounded-full ${toast.type === 'good' ? 'bg-high' : 'bg-low'}`}
          aria-hidden="true"
        />
        <div className="min-w-0 flex-1">
          <Toast.Title className="font-bold" />
          <Toast.Description className="text-sm" />
          {toast.data && (
            <Link
              href={`/drops/${toast.data.dropId}`}
              className="mt-1 inline-block text-sm font-semibold underline underline-offset-4"
            >
              See the drop
            </Link>
          )}
        </div>
        <Toast.Close
          aria-label="Close"
          className="-m-1.5 grid size-9 flex-none place-items-center rounded-full hover:bg-quiet/40"
        >
          <svg viewBox="0 0 12 12" className="size-3" aria-hidden="true">
            <path d="M1 1l10 10M11 1 1 11" stroke="currentColor" strokeWidth="2" />
          </svg>
        </Toast.Close>
      </Toast.Content>
    </Toast.Root>
  );
}
