import { AlertDialog } from '@base-ui/react/alert-dialog';
import { REASON_LENGTH } from '@lastpair/contracts';
import type { MerchantOrder } from '@lastpair/contracts';
import { formatPrice } from '../../drop/price.ts';
import { Field } from '../../parts/field.tsx';
import { textOf } from '../../parts/form-text.ts';
import { troubleInWords } from '../../server/store-error.ts';
import { count } from '../../time/format-time.ts';
import { Trouble } from '../../parts/trouble.tsx';

/** Asks why, and what becomes of the pairs, before money goes back. */
export function RefundDialog({
  order: { number, lines, totalCents, currency, shopper },
  busy,
  error,
  onRefund,
  onClose,
}: {
  order: MerchantOrder;
  busy: boolean;
  error: unknown;
  onRefund: (how: { restock: boolean; reason: string }) => void;
  onClose: () => void;
}) {
  const sum = formatPrice(totalCents, currency);
  return (
    <AlertDialog.Root open onOpenChange={(open) => !open && onClose()}>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className="fixed inset-0 z-30 bg-black/60" />
        <AlertDialog.Popup className="appear fixed inset-x-4 top-4 z-40 mx-auto max-h-[calc(100dvh-2rem)] max-w-md overflow-y-auto rounded-tile bg-card p-6 shadow-float sm:top-24">
          <AlertDialog.Title className="display text-3xl">Give {sum} back?</AlertDialog.Title>
          <AlertDialog.Description className="mt-2 text-quiet">
            All of order {number}, to {shopper.name}. It can’t be undone.
          </AlertDialog.Description>
          <form
            className="mt-5 grid gap-4"
            onSubmit={(event) => {
              event.preventDefault();
              const form = new FormData(event.currentTarget);
              const restock = textOf(form, 'pairs') === 'restock';
              if (!busy) onRefund({ restock, reason: textOf(form, 'reason') });
            }}
          >
            <Field
              label="Reason"
              hint="It is kept on record with your name."
              name="reason"
              required
              maxLength={REASON_LENGTH.max}
              autoComplete="off"
            />
            <fieldset>
              <legend className="text-sm font-semibold">{count(lines.length, 'pair')}</legend>
              <label className="flex min-h-9 items-center gap-2">
                <input type="radio" name="pairs" value="restock" defaultChecked /> on sale again
              </label>
              <label className="flex min-h-9 items-center gap-2">
                <input type="radio" name="pairs" value="keep" /> not on sale again
              </label>
            </fieldset>
            <Trouble>{error ? troubleInWords(error) : null}</Trouble>
            <div className="flex flex-wrap gap-2">
              <button type="submit" className="button button-main" aria-disabled={busy}>
                {busy ? 'Giving it back…' : `Give ${sum} back`}
              </button>
              <AlertDialog.Close className="button">Cancel</AlertDialog.Close>
            </div>
          </form>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
