import { Way } from '../parts/way.tsx';
import { trpc } from '../server/trpc.ts';

const LOOK_EVERY_MS = 10_000;

/** The ways through the merchant's pages, with how many dead letters wait. */
export function MerchantNav() {
  const { data } = trpc.deadLetters.list.useQuery(
    { status: 'waiting', limit: 1 },
    { refetchInterval: LOOK_EVERY_MS, refetchOnMount: 'always' },
  );
  return (
    <nav aria-label="Merchant" className="relative -mx-4 overflow-x-auto px-4 sm:mx-0 sm:px-0">
      <ul className="inline-flex gap-1 rounded-full border border-line bg-card p-1">
        <Way to="/merchant">Drops</Way>
        <Way to="/merchant/orders">Orders</Way>
        <Way to="/merchant/letters" count={data?.waiting ?? 0} said="waiting" tone="bad">
          Dead letters
        </Way>
      </ul>
    </nav>
  );
}
