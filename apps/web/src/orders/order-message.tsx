import type { OrderStatus } from '@lastpair/contracts';
import { OutcomeRegion, tones } from '../shell/outcome-region.tsx';
import { Countdown } from '../time/countdown.tsx';
import { useHasCome } from '../time/use-has-come.ts';
import type { OrderNews } from './order-words.ts';

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
      <OutcomeRegion testId="order-message" tone={tone}>
        <p className="display text-3xl">{title}</p>
        <p className="mt-1 font-medium">{text}</p>
      </OutcomeRegion>
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
