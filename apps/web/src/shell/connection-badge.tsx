import { useConnection } from '../server/connection.ts';
import type { Connection } from '../server/connection.ts';

const dots: Record<Connection, string> = {
  live: 'bg-high',
  'catching up': 'bg-medium pulse',
  offline: 'bg-low',
};

/** Whether what is shown is live. */
export function ConnectionBadge() {
  const connection = useConnection();
  return (
    <span
      className="label flex items-center gap-1.5 rounded-full border border-line px-1.5 py-1.5 sm:px-2 sm:py-0.5 whitespace-nowrap"
      role="status"
      data-testid="connection"
      data-state={connection}
    >
      <span className={`size-2 rounded-full ${dots[connection]}`} aria-hidden="true" />
      <span className={connection === 'live' ? 'max-sm:sr-only' : ''}>{connection}</span>
    </span>
  );
}
