import { formatAgo } from './format-time.ts';
import { useServerTime } from './use-server-time.ts';

/** How long ago something was (`at` in ISO 8601), kept up to date. */
export function Ago({ at }: { at: string }) {
  const happenedAt = Date.parse(at);
  const ago = useServerTime((now) => formatAgo(now - happenedAt));
  return (
    <time className="text-quiet" dateTime={at}>
      {ago}
    </time>
  );
}
