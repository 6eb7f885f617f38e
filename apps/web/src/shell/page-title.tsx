import { useMyHolds } from '../server/use-me.ts';
import { formatCountdown } from '../time/format-time.ts';
import { useServerTime } from '../time/use-server-time.ts';

/** The title of the tab. While I hold a pair it starts with the time that is left. */
export function PageTitle({ text }: { text: string }) {
  const firstEnd = useMyHolds()[0]?.expiresAt;
  const left = useServerTime((now) =>
    firstEnd === undefined ? '' : `${formatCountdown(Date.parse(firstEnd) - now)} · `,
  );
  return <title>{`${left}${text} · Lastpair`}</title>;
}
