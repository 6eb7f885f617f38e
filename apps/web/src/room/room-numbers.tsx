import type { Room, View } from '@lastpair/contracts';
import { stockOf } from '../drop/stock.ts';
import { useAudience } from '../server/use-audience.ts';
import { perSecondOf } from './per-second-of.ts';

/** The drop in eight numbers. */
export function RoomNumbers({ view, room }: { view: View; room: Room | undefined }) {
  const watching = useAudience(view.id);
  const stock = stockOf(view);
  const refused = room?.refusals.reduce((sum, { count }) => sum + count, 0);
  const numbers: [label: string, value: string | number | undefined][] = [
    ['Left', stock?.available],
    ['Held', stock?.reserved],
    ['Sold', stock?.sold],
    ['Of pairs', stock?.total],
    ['Decisions / s', room && perSecondOf(room.pace)],
    ['Refused', refused],
    ['Looking', watching],
  ];
  return (
    <dl className="grid grid-cols-2 gap-2 sm:grid-cols-4 lg:grid-cols-8" data-testid="room-numbers">
      {numbers.map(([label, value]) => (
        <div key={label} className="tile px-4 py-3">
          <dt className="label text-quiet">{label}</dt>
          <dd className="display mt-1 text-3xl tabular-nums">{value ?? '–'}</dd>
        </div>
      ))}
      <div
        className={`rounded-tile px-4 py-3 ${room && room.drift !== 0 ? 'bg-bad-wash text-bad' : 'bg-good-wash text-good'}`}
      >
        <dt className="label">Drift</dt>
        <dd className="display mt-1 text-3xl tabular-nums" data-testid="drift">
          {room?.drift ?? '–'}
        </dd>
      </div>
    </dl>
  );
}
