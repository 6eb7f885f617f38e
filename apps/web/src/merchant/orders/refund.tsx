import type { MerchantOrder } from '@lastpair/contracts';
import { useState } from 'react';
import { takeOrder } from '../../server/cache.ts';
import { trpc } from '../../server/trpc.ts';
import { RefundDialog } from './refund-dialog.tsx';

/** Gives the money of a completed order back. */
export function Refund({ order }: { order: MerchantOrder }) {
  const [open, setOpen] = useState(false);
  const refund = trpc.orders.refund.useMutation({
    onSuccess(after) {
      takeOrder(after);
      setOpen(false);
    },
  });
  if (order.status !== 'completed') return null;
  if (refund.isSuccess) {
    return (
      <p className="rounded-2xl bg-wait-wash px-4 py-3 font-semibold text-wait" role="status">
        The money is on its way back. This page tells when it is there.
      </p>
    );
  }
  return (
    <>
      <button
        type="button"
        className="button justify-self-start"
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
      >
        Refund
      </button>
      {open && (
        <RefundDialog
          order={order}
          busy={refund.isPending}
          error={refund.error}
          onRefund={(how) => refund.mutate({ orderId: order.id, ...how })}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}
