import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { Link, useLocation } from 'wouter';
import { useDesk } from './live/desk-context.ts';

/** The ways through the desk, with how much is waiting behind each. */
export function DeskNav() {
  const { desk } = useDesk();
  const { low, high } = desk.totals;
  const open = [...desk.transfers.values()].filter(
    ({ status }) => status === 'requested' || status === 'in_transit',
  ).length;
  const down = desk.taps.filter(({ state }) => state === 'down').length;
  return (
    <nav
      aria-label="Inventory desk"
      className="relative -mx-4 overflow-x-auto px-4 sm:mx-0 sm:px-0"
    >
      <ul className="inline-flex gap-1 rounded-full border border-line bg-card p-1">
        <Way to="/desk">Shelves</Way>
        <Way to="/desk/alerts" count={low + high} said="shelves with an alert" tone="bad">
          Alerts
        </Way>
        <Way to="/desk/transfers" count={open} said="open">
          Transfers
        </Way>
        <Way to="/desk/taps" count={down} said="down" tone="bad">
          Taps
        </Way>
        <Way to="/desk/settings">Settings</Way>
      </ul>
    </nav>
  );
}

function Way({
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
  const here = location === to;
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
