import { useServerTime } from '../time/use-server-time.ts';

/** A countdown that spoke every second would be unbearable, so it speaks twice. */
const SPEAK_AT_SECONDS = [10, 30];

/** Tells a screen reader that the time for a hold is nearly over. */
export function LastSeconds({ until }: { until: string }) {
  const deadline = Date.parse(until);
  const spoken = useServerTime((now) =>
    SPEAK_AT_SECONDS.find((seconds) => now < deadline && deadline - now <= seconds * 1_000),
  );
  return (
    <span className="sr-only" role="status">
      {spoken && `Less than ${spoken} seconds left to buy.`}
    </span>
  );
}
