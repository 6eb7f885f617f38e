import type { Reservation } from '@lastpair/contracts';
import { formatInstant } from '../time/format-time.ts';
import { ProductName } from './product-name.tsx';

/** One hold that ended without a purchase. */
export function EndedRow({ reservation }: { reservation: Reservation }) {
  const { dropId, size, status, expiresAt } = reservation;
  return (
    <li className="row">
      <ProductName dropId={dropId} />
      <span>Size {size}</span>
      <span>{status === 'released' ? 'Let go' : 'Ran out'}</span>
      <time className="quiet" dateTime={expiresAt}>
        {formatInstant(expiresAt)}
      </time>
    </li>
  );
}
