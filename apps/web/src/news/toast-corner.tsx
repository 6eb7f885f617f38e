import { Suspense, lazy, useState, useSyncExternalStore } from 'react';
import { hasNews, onNews } from './news.ts';

const Toasts = lazy(() => import('./toasts.tsx').then((module) => ({ default: module.Toasts })));

/** Where toasts appear. What shows them is fetched with the first one. */
export function ToastCorner() {
  const news = useSyncExternalStore(onNews, hasNews);
  const [needed, setNeeded] = useState(false);
  if (news && !needed) setNeeded(true);
  return <Suspense>{needed && <Toasts />}</Suspense>;
}
