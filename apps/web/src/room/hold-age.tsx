import { useServerTime } from '../time/use-server-time.ts';

/** How much of its time a hold has used, as a bar. The clock beside it tells what is left. */
export function HoldAge({ since, until }: { since: string; until: string }) {
  const start = Date.parse(since);
  const used = useServerTime((now) =>
    Math.round((Math.max(0, now - start) / Math.max(1, Date.parse(until) - start)) * 100),
  );
  const level = used > 80 ? 'low' : used > 50 ? 'medium' : 'high';
  return (
    <progress className="stock-bar" data-level={level} max={100} value={used} aria-hidden="true" />
  );
}
