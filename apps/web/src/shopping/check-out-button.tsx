import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useLocation } from 'wouter';
import { troubleInWords } from '../server/store-error.ts';
import { checkOut } from './check-out.ts';
import { singleClick } from './single-click.ts';
import { Trouble } from '../parts/trouble.tsx';

/** Makes one order of these pairs and goes to its page, where it is paid. */
export function CheckOutButton({
  reservationIds,
  children,
}: {
  reservationIds: string[];
  children: ReactNode;
}) {
  const [, navigate] = useLocation();
  const { mutate, isPending, error } = useMutation({
    mutationFn: checkOut,
    onSuccess: ({ id }) => navigate(`/orders/${id}`),
  });
  return (
    <div className="grid gap-2 max-sm:w-full">
      <button
        type="button"
        className="button button-main min-h-13 text-lg"
        aria-disabled={isPending}
        onClick={singleClick(() => {
          if (!isPending) mutate(reservationIds);
        })}
      >
        {isPending ? 'Stopping the clocks…' : children}
      </button>
      <Trouble>{error && troubleInWords(error)}</Trouble>
    </div>
  );
}
