import type { ReactNode } from 'react';

/** A page that only says something, and shows the way on. */
export function MessagePage({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="appear mx-auto grid max-w-xl justify-items-start gap-5 py-12 sm:py-24">
      <svg viewBox="0 0 120 40" className="h-10 text-line" aria-hidden="true">
        <path d="M14 2 4 38M40 2 30 38" stroke="currentColor" strokeWidth="9" />
        <path d="M66 2 56 38" stroke="currentColor" strokeWidth="9" strokeDasharray="3 5" />
      </svg>
      <h1 className="display text-name">{title}</h1>
      <div className="grid justify-items-start gap-5 text-lg text-quiet">{children}</div>
    </div>
  );
}
