import { Toast } from '@base-ui/react/toast';
import { useEffect } from 'react';
import { onNews, takeNews } from './news.ts';
import { ToastCard } from './toast-card.tsx';

const SHOWN_MS = 8_000;
const AT_ONCE = 4;

const manager = Toast.createToastManager<{ dropId: string }>();

function showNews(): void {
  for (const { title, text, tone, dropId } of takeNews()) {
    manager.add({ title, description: text, type: tone, data: { dropId } });
  }
}

/** The toasts: read out by screen readers, reached with F6, closed by hand or by themselves. */
export function Toasts() {
  return (
    <Toast.Provider toastManager={manager} timeout={SHOWN_MS} limit={AT_ONCE}>
      <Toast.Portal>
        <Toast.Viewport className="fixed inset-x-4 bottom-4 z-50 flex flex-col gap-2 sm:left-auto sm:w-96">
          <ToastList />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}

function ToastList() {
  const { toasts } = Toast.useToastManager<{ dropId: string }>();
  useEffect(() => {
    showNews();
    return onNews(showNews);
  }, []);
  return toasts.map((toast) => <ToastCard key={toast.id} toast={toast} />);
}
