import { useConnection } from '../server/connection.ts';

/** Says that the page may be old while nothing comes in. */
export function OfflineBar() {
  if (useConnection() !== 'offline') return null;
  return (
    <p
      className="print:hidden appear bg-bad-wash px-4 py-2 text-center text-sm font-semibold text-bad"
      role="status"
    >
      You are offline. What you see may be old; it catches up by itself as soon as the store can be
      reached. Your holds are safe there.
    </p>
  );
}
