import type { Role } from '@lastpair/contracts';
import { Link, useRoute } from 'wouter';
import { useMyHolds, useMyPaying } from '../server/use-me.ts';

const linkClass = (active: boolean): string =>
  `group flex min-h-11 items-center rounded-full px-2 text-sm font-semibold hover:bg-wash sm:px-3 ${active ? 'here' : ''}`;
const textClass = 'decoration-signal decoration-[3px] underline-offset-8 group-[.here]:underline';

/** The ways through the store. */
export function MainNav({ role }: { role: Role | undefined }) {
  const [atOrders] = useRoute('/orders/*?');
  const [atMerchant] = useRoute('/merchant/*?');
  const [atDesk] = useRoute('/desk/*?');
  const held = useMyHolds().length + useMyPaying().length;
  return (
    <nav aria-label="Main" className="ml-auto flex items-center">
      <span className="hidden sm:block">
        <Link href="/" className={linkClass}>
          <span className={textClass}>Drops</span>
        </Link>
      </span>
      <Link href="/bag" className={linkClass}>
        <span className={textClass}>Bag</span>
        {held > 0 && (
          <span
            className="ml-1.5 grid h-5 min-w-5 place-items-center rounded-full bg-signal px-1 text-xs font-bold text-on-signal"
            data-testid="bag-count"
          >
            <span className="sr-only">, held: </span>
            {held}
          </span>
        )}
      </Link>
      {role === 'shopper' && (
        <span className="hidden sm:block">
          <Link href="/orders" className={() => linkClass(atOrders)}>
            <span className={textClass}>Orders</span>
          </Link>
        </span>
      )}
      {(role === 'merchant' || role === 'inventory') && (
        <span className={role === 'merchant' ? 'hidden sm:block' : ''}>
          <Link href="/desk" className={() => linkClass(atDesk)}>
            <span className={textClass}>Desk</span>
          </Link>
        </span>
      )}
      {role === 'merchant' && (
        <Link href="/merchant" className={() => linkClass(atMerchant)}>
          <span className={textClass}>Merchant</span>
        </Link>
      )}
    </nav>
  );
}
