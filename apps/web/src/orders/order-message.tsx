import type { OrderStatus } from '@lastpair/contracts';
import { OUTCOME_ID } from '../shell/use-focus-handover.ts';
import { Countdown } from '../time/countdown.tsx';
import { useHasCome } from '../time/use-has-come.ts';
import type { OrderNews } from './order-words.ts';

const tones = {
  good: 'bg-good-wash text-good',
  bad: 'bg-bad-wash text-bad',
  waiting: 'bg-wait-wash text-wait sending',
};

/** What is true of the order now. Screen readers are told by themselves, but for the clock. */
export function OrderMessage({
  news: { tone, title, text },
  payBy,
  status,
}: {
  news: OrderNews;
  payBy: string | undefined;
  status: OrderStatus;
}) {
  const over = useHasCome(payBy ?? null);
  return (
    <div className={`grid gap-2 rounded-2xl px-5 py-4 ${tones[tone]} print:hidden`}>
      <div
        id={OUTCOME_ID}
        role="status"
        aria-live="polite"
        tabIndex={-1}
        className="rounded-2xl outline-none focus-visible:ring-3 focus-visible:ring-focus"
        data-testid="order-message"
        data-tone={tone}
      >
        <p className="display text-3xl">{title}</p>
        <p className="mt-1 font-medium">{text}</p>
      </div>
      {status === 'paying' && payBy && (
        <p className="clock flex items-baseline gap-2 text-2xl font-bold">
          {over ? (
            <span className="text-base">Time is up. Asking the till a last time…</span>
          ) : (
            <>
              <Countdown until={payBy} />
              <span className="font-sans text-base font-medium tracking-normal">left to pay</span>
            </>
          )}
        </p>
      )}
    </div>
  );
}
