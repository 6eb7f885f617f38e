import type { Reservation } from '@lastpair/contracts';
import { formatInstant } from '../time/format-time.ts';
import { ProductName } from './product-name.tsx';

/** One hold that ended without a purchase. */
export function EndedRow({ reservation }: { reservation: Reservation }) {
  const { dropId, size, status, expiresAt } = reservation;
  return (
    <li className="flex flex-wrap items-baseline gap-x-4 py-3">
      <ProductName dropId={dropId} />
      <span>Size {size}</span>
      <span>{status === 'released' ? 'Let go' : 'Ran out'}</span>
      <time className="text-sm text-quiet sm:ml-auto" dateTime={expiresAt}>
        {formatInstant(expiresAt)}
      </time>
    </li>
  );
}
