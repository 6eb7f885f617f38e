import type { Room } from '@lastpair/contracts';
import { Countdown } from '../time/countdown.tsx';
import { HoldAge } from './hold-age.tsx';
import { Nothing } from './nothing.tsx';

/** Who holds what, for how long already, and how long still. */
export function Holds({ holds }: { holds: Room['holds'] }) {
  if (holds.length === 0) return <Nothing text="Nobody holds a pair." />;
  return (
    <div className="max-h-80 overflow-auto" tabIndex={0} role="region" aria-label="Holds">
      <table className="w-full text-sm tabular-nums">
        <thead className="label text-left text-quiet">
          <tr>
            <th className="pb-2 font-normal">Who</th>
            <th className="pb-2 font-normal">Size</th>
            <th className="w-1/3 pb-2 font-normal">Age</th>
            <th className="pb-2 text-right font-normal">Left</th>
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {holds.map(({ reservationId, name, size, heldSince, expiresAt }) => (
            <tr key={reservationId}>
              <td className="max-w-32 truncate py-1.5 font-semibold">{name}</td>
              <td>{size}</td>
              <td>
                <HoldAge since={heldSince} until={expiresAt} />
              </td>
              <td className="text-right">
                <Countdown until={expiresAt} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
