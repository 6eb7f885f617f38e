import { formatCountdown } from './format-time.ts';
import { useServerTime } from './use-server-time.ts';

/** The time left until `until` (ISO 8601) on the server's clock. */
export function Countdown({ until }: { until: string }) {
  const deadline = Date.parse(until);
  const left = useServerTime((now) => formatCountdown(deadline - now));
  return (
    <span role="timer" data-testid="countdown">
      {left}
    </span>
  );
}
