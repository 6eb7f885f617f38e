import { troubleInWords, troubleOf } from '../server/store-error.ts';
import { trpc } from '../server/trpc.ts';
import { CardForm } from './card-form.tsx';

/** The way to pay here, whichever this store has. `error` is why the last try did not get there. */
export function Pay({ error, onPay }: { error: unknown; onPay: (method: string) => void }) {
  const { data, error: unreached, refetch } = trpc.orders.paymentOptions.useQuery();
  if (unreached) {
    return (
      <p className="flex flex-wrap items-center gap-3 font-medium text-bad" role="alert">
        {troubleInWords(unreached)}
        <button type="button" className="button" onClick={() => void refetch()}>
          Try again
        </button>
      </p>
    );
  }
  if (!data) return <div className="skeleton pulse h-40" />;
  if (data.provider === 'stripe') return <NoForm />;
  return (
    <CardForm cards={data.testCards} problem={error ? problemIn(error) : undefined} onPay={onPay} />
  );
}

const problemIn = (error: unknown): string =>
  troubleOf(error).kind === 'unheard'
    ? 'No answer came, so it may or may not have arrived. Press again: it is the same order, and it is paid once.'
    : troubleInWords(error);

/** Stripe's own form belongs here. Until it does, nobody is left with a form that can't work. */
const NoForm = () => (
  <p className="rounded-2xl bg-wash px-5 py-4 font-medium">
    This store takes payment through Stripe, and its form is not part of this page yet. Leave the
    checkout and buy your pairs one by one from the bag.
  </p>
);
