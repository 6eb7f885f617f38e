import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { Link, useLocation } from 'wouter';

/** One of several ways, side by side. `count` is how much waits behind it, which is `said` to those who can't see it. */
export function Way({
  to,
  count = 0,
  said,
  tone,
  children,
}: {
  to: string;
  count?: number;
  said?: string;
  tone?: 'bad';
  children: ReactNode;
}) {
  const [location] = useLocation();
  // The first way is the root of the others, and only itself.
  const isRoot = to.lastIndexOf('/') === 0;
  const here = location === to || (!isRoot && location.startsWith(`${to}/`));
  const item = useRef<HTMLLIElement>(null);
  useEffect(() => {
    // On a phone the ways are wider than the screen.
    if (here) item.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [here]);
  return (
    <li ref={item}>
      <Link
        href={to}
        aria-current={here ? 'page' : undefined}
        className={`flex min-h-11 items-center gap-1.5 rounded-full px-3 font-semibold sm:px-4 ${
          here ? 'bg-ink text-paper' : 'text-quiet hover:text-ink'
        }`}
      >
        {children}
        {count > 0 && (
          <span
            className={`grid h-5 min-w-5 place-items-center rounded-full px-1 text-xs font-bold tabular-nums ${
              tone === 'bad' ? 'bg-signal text-on-signal' : 'bg-wash text-ink'
            }`}
            data-testid={`count-${to.split('/').at(-1)}`}
          >
            <span className="sr-only">, {said}: </span>
            {count}
          </span>
        )}
      </Link>
    </li>
  );
}
