import { Link } from 'wouter';
import { useMe, useMyHolds } from '../server/use-me.ts';
import { ConnectionBadge } from './connection-badge.tsx';
import { SignOutButton } from './sign-out-button.tsx';

const linkClass = (active: boolean): string => (active ? 'nav-link nav-link-here' : 'nav-link');

/** The top of every page. */
export function Header() {
  const { me, known } = useMe();
  const held = useMyHolds().length;
  return (
    <header className="header">
      <a className="skip-link" href="#main">
        Skip to the content
      </a>
      <Link href="/" className="logo">
        Lastpair
      </Link>
      <ConnectionBadge />
      <nav aria-label="Main">
        <Link href="/" className={linkClass}>
          Drops
        </Link>
        <Link href="/bag" className={linkClass}>
          Bag
          {held > 0 && (
            <span className="bag-count" data-testid="bag-count">
              <span className="visually-hidden">, held: </span>
              {held}
            </span>
          )}
        </Link>
        {me?.shopper.role === 'merchant' && (
          <Link href="/merchant" className={linkClass}>
            Merchant
          </Link>
        )}
      </nav>
      <div className="who">
        {me && (
          <span className="who-name" data-testid="signed-in-as">
            {me.shopper.name}
          </span>
        )}
        {me && <SignOutButton />}
        {known && !me && (
          <Link href="/bag" className="nav-link">
            Sign in
          </Link>
        )}
      </div>
    </header>
  );
}
