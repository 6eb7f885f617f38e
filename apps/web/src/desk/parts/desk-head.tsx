import type { ReactNode } from 'react';

/** What a page of the desk is, in a sentence, and what is chosen on it. */
export function DeskHead({
  title,
  help,
  children,
}: {
  title: string;
  help: string;
  children?: ReactNode;
}) {
  return (
    <header className="flex flex-wrap items-end justify-between gap-3">
      <div>
        <h1 className="display text-4xl sm:text-5xl">{title}</h1>
        <p className="mt-1 max-w-2xl text-sm text-quiet">{help}</p>
      </div>
      {children}
    </header>
  );
}
