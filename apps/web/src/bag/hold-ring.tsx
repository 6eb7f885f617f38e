import { useServerTime } from '../time/use-server-time.ts';

const STEPS = 240;
const RADIUS = 44;
const AROUND = 2 * Math.PI * RADIUS;
const LAST_SECONDS_MS = 15_000;

/** How much of a hold's time is left, as a ring that empties. The clock in it says the same. */
export function HoldRing({ until, holdSeconds }: { until: string; holdSeconds: number }) {
  const deadline = Date.parse(until);
  const left = useServerTime((now) =>
    Math.ceil((Math.min(1, Math.max(0, (deadline - now) / (holdSeconds * 1_000))) || 0) * STEPS),
  );
  const late = useServerTime((now) => deadline - now < LAST_SECONDS_MS);
  return (
    <svg viewBox="0 0 100 100" className="absolute inset-0 -rotate-90" aria-hidden="true">
      <circle cx="50" cy="50" r={RADIUS} fill="none" className="stroke-wash" strokeWidth="8" />
      <circle
        cx="50"
        cy="50"
        r={RADIUS}
        fill="none"
        className={late ? 'stroke-low' : 'stroke-signal'}
        strokeWidth="8"
        strokeDasharray={AROUND}
        strokeDashoffset={AROUND * (1 - left / STEPS)}
      />
    </svg>
  );
}
