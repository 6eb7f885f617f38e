import type { Reservation } from '@lastpair/contracts';
import { formatPrice } from '../drop/price.ts';
import { trpc } from '../server/trpc.ts';
import { shop, useShopping } from '../shopping/shop.ts';
import { Countdown } from '../time/countdown.tsx';
import { useHasCome } from '../time/use-has-come.ts';
import { useComeIntoView } from '../shell/use-come-into-view.ts';
import { useFocusHandover } from '../shell/use-focus-handover.ts';
import { LastSeconds } from './last-seconds.tsx';
import { ProductName } from './product-name.tsx';

/** A pair that is held for me: how long still, buy it, let it go. */
export function HoldCard({
  reservation,
  named = false,
}: {
  reservation: Reservation;
  named?: boolean;
}) {
  const { id, dropId, size, expiresAt } = reservation;
  const { pending } = useShopping();
  const { data: view } = trpc.drops.byId.useQuery({ dropId });
  const element = useFocusHandover<HTMLElement>();
  useComeIntoView(element);
  const over = useHasCome(expiresAt);
  const busy = pending.some(
    (command) =>
      command.kind !== 'reserve' && command.reservationId === id && command.phase !== 'unanswered',
  );
  const want = (kind: 'purchase' | 'release') =>
    shop.want({ kind, dropId, size, reservationId: id });
  return (
    <section
      ref={element}
      className="hold"
      data-testid="hold"
      data-reservation-id={id}
      aria-busy={busy}
    >
      <div className="hold-head">
        <div>
          {named && <ProductName dropId={dropId} />}
          <h2>Size {size} is held for you</h2>
        </div>
        <p className="hold-clock">
          {over ? 'Time is up' : <Countdown until={expiresAt} />}
          <LastSeconds until={expiresAt} />
        </p>
      </div>
      <div className="buttons">
        <button
          type="button"
          className="button button-main"
          disabled={over}
          aria-disabled={busy}
          onClick={() => want('purchase')}
        >
          {view ? `Buy for ${formatPrice(view.product.priceCents, view.product.currency)}` : 'Buy'}
        </button>
        <button
          type="button"
          className="button"
          disabled={over}
          aria-disabled={busy}
          onClick={() => want('release')}
        >
          Let it go
        </button>
      </div>
    </section>
  );
}
