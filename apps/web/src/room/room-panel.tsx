import type { ReactNode } from 'react';
import { useId } from 'react';

/** One panel of the room. */
export function RoomPanel({ title, children }: { title: string; children: ReactNode }) {
  const id = useId();
  return (
    <section className="tile min-w-0 p-4" aria-labelledby={id}>
      <h2 id={id} className="label mb-3 font-semibold text-quiet">
        {title}
      </h2>
      {children}
    </section>
  );
}
