import type { ReactNode } from 'react';

/** What went wrong with a step, next to what was pressed; nothing when nothing did. Screen readers are told at once. */
export function Trouble({ id, children }: { id?: string; children: ReactNode }) {
  return (
    <p id={id} className="text-sm font-medium text-bad empty:hidden" role="alert">
      {children}
    </p>
  );
}
