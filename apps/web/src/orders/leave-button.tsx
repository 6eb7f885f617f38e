import { takeOrder } from '../server/cache.ts';
import { troubleInWords } from '../server/store-error.ts';
import { trpc } from '../server/trpc.ts';

/** Leaves the checkout, as long as no money has moved. */
export function LeaveButton({ orderId }: { orderId: string }) {
  const { mutate, isPending, data, error } = trpc.orders.cancel.useMutation({
    onSuccess: takeOrder,
  });
  return (
    <div className="grid gap-1 print:hidden">
      <button
        type="button"
        className="button"
        aria-disabled={isPending}
        onClick={() => {
          if (!isPending) mutate({ orderId });
        }}
      >
        {isPending ? 'Leaving…' : 'Leave the checkout'}
      </button>
      <p className="text-sm text-quiet">Your pairs then go on with the time that was left.</p>
      <p className="text-sm font-medium empty:hidden" role="alert">
        {error
          ? troubleInWords(error)
          : data && 'The till is still busy with your card. What it says first counts.'}
      </p>
    </div>
  );
}
