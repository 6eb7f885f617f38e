import type { View } from '@lastpair/contracts';
import { Countdown } from '../time/countdown.tsx';
import { formatInstant } from '../time/format-time.ts';
import { SizeLevels } from './size-levels.tsx';

/** What a drop shows before it opens. It turns into the sizes to pick from by itself. */
export function ComingSoon({ view: { opensAt, sizes } }: { view: View }) {
  return (
    <section className="tile grid gap-3 p-5">
      <h2 className="label font-semibold text-quiet">Coming soon</h2>
      {opensAt === null ? (
        <p className="text-lg font-semibold">
          The opening is a surprise. Keep this page open: the sizes appear by themselves.
        </p>
      ) : (
        <>
          <p className="clock text-clock leading-none font-bold">
            <Countdown until={opensAt} />
          </p>
          <p className="text-quiet">
            Opens <time dateTime={opensAt}>{formatInstant(opensAt)}</time>. The sizes appear by
            themselves.
          </p>
        </>
      )}
      <SizeLevels sizes={sizes} />
    </section>
  );
}
