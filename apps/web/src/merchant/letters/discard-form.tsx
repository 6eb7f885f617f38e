import { REASON_LENGTH } from '@lastpair/contracts';
import { Field } from '../../parts/field.tsx';
import { textOf } from '../../parts/form-text.ts';
import { troubleInWords } from '../../server/store-error.ts';
import { trpc } from '../../server/trpc.ts';

/** Lets a letter go, and keeps why. */
export function DiscardForm({
  letterId,
  onDone,
  onCancel,
}: {
  letterId: string;
  onDone: () => void;
  onCancel: () => void;
}) {
  const { mutate, isPending, error } = trpc.deadLetters.discard.useMutation({ onSuccess: onDone });
  return (
    <form
      className="grid max-w-xl gap-3 rounded-2xl bg-wash p-4"
      onSubmit={(event) => {
        event.preventDefault();
        const reason = textOf(new FormData(event.currentTarget), 'reason');
        if (reason && !isPending) mutate({ letterId, reason });
      }}
    >
      <Field
        label="Why nothing is to be done"
        hint="It is kept on record with your name."
        name="reason"
        required
        maxLength={REASON_LENGTH.max}
        autoComplete="off"
        problem={error ? troubleInWords(error) : undefined}
      />
      <div className="flex flex-wrap gap-2">
        <button type="submit" className="button button-main" aria-disabled={isPending}>
          Discard it
        </button>
        <button type="button" className="button" onClick={onCancel}>
          Cancel
        </button>
      </div>
    </form>
  );
}
