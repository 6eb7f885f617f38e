import type { ReactNode } from 'react';

/** One panel of the room. */
export function RoomPanel({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="tile min-w-0 p-4">
      <h2 className="label mb-3 font-semibold text-quiet">{title}</h2>
      {children}
    </div>
  );
}
