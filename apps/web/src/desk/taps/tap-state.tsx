import type { Tap } from '@lastpair/contracts';
import { formatSeconds } from '../../time/format-time.ts';
import { useServerTime } from '../../time/use-server-time.ts';

/** A tap that says nothing for this long is worth a look; a quiet shop may be all it is. */
const SILENT_SECONDS = 10;

/** How a tap is doing, in words that count on: live, silent for so long, down for so long, off. */
export function TapState({ tap: { state, stateSince, heardAt } }: { tap: Tap }) {
  const words = useServerTime((now) => {
    const secondsSince = (at: string): number =>
      Math.max(0, Math.floor((now - Date.parse(at)) / 1_000));
    if (state === 'off') return 'off';
    if (state === 'down') return `down for ${formatSeconds(secondsSince(stateSince))}`;
    const lastHeard = heardAt !== null && heardAt > stateSince ? heardAt : stateSince;
    const silent = secondsSince(lastHeard);
    return silent < SILENT_SECONDS ? 'live' : `silent for ${formatSeconds(silent)}`;
  });
  const tone =
    state === 'down' ? 'low' : state === 'off' ? 'out' : words === 'live' ? 'well' : 'soon';
  return (
    <span
      className="label flex items-center gap-1.5 rounded-full border border-line px-2.5 py-1 whitespace-nowrap"
      data-tone={tone}
      data-testid="tap-state"
      data-state={state}
    >
      <span className={`level-dot ${state === 'down' ? 'pulse' : ''}`} aria-hidden="true" />
      {words}
    </span>
  );
}
