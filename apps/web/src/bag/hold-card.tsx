import type { Reservation } from '@lastpair/contracts';
import { trpc } from '../server/trpc.ts';
import { useComeIntoView } from '../shell/use-come-into-view.ts';
import { useFocusHandover } from '../shell/use-focus-handover.ts';
import { useShopping } from '../shopping/shop.ts';
import { Countdown } from '../time/countdown.tsx';
import { useHasCome } from '../time/use-has-come.ts';
import { HoldButtons } from './hold-buttons.tsx';
import { HoldRing } from './hold-ring.tsx';
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
  return (
    <section
      ref={element}
      className="tile appear grid gap-4 border-2 border-signal p-4 sm:p-5"
      data-testid="hold"
      data-reservation-id={id}
      aria-busy={busy}
    >
      <div className="flex items-center gap-4 sm:gap-5">
        <p className="relative grid size-26 flex-none place-items-center">
          <HoldRing until={expiresAt} holdSeconds={view?.holdSeconds ?? 60} />
          <span className="clock text-xl font-bold">
            {over ? <span className="text-sm">Time is up</span> : <Countdown until={expiresAt} />}
          </span>
          <LastSeconds until={expiresAt} />
        </p>
        <div className="min-w-0">
          {named && <ProductName dropId={dropId} />}
          <h2 className="display text-3xl">Size {size} is held for you</h2>
          <p className="mt-1 text-sm text-quiet">Nobody else can take it until the time is up.</p>
        </div>
      </div>
      <HoldButtons reservation={reservation} product={view?.product} over={over} busy={busy} />
    </section>
  );
}
