import { useMe } from '../server/use-me.ts';
import { ThemeToggle } from '../theme/theme-toggle.tsx';
import { ConnectionBadge } from './connection-badge.tsx';
import { Logo } from './logo.tsx';
import { MainNav } from './main-nav.tsx';
import { SignInButton } from './sign-in-button.tsx';
import { SignOutButton } from './sign-out-button.tsx';
import { usePageWidth } from './use-page-width.ts';

/** The top of every page. */
export function Header() {
  const { me, known } = useMe();
  const pageWidth = usePageWidth();
  return (
    <header className="print:hidden sticky top-0 z-20 border-b border-line bg-paper/90 backdrop-blur-md">
      <a
        className="button sr-only focus:not-sr-only focus:absolute focus:top-2 focus:left-4"
        href="#main"
      >
        Skip to the content
      </a>
      <div className={`mx-auto flex h-16 items-center gap-2 px-4 sm:gap-4 sm:px-6 ${pageWidth}`}>
        <Logo />
        <ConnectionBadge />
        <MainNav role={me?.shopper.role} />
        <div className="flex items-center gap-1 sm:gap-2">
          {me && (
            <span
              className={`max-w-20 truncate rounded-full bg-wash px-3 py-1 text-sm font-semibold sm:max-w-40 ${
                // There the nav says so, and there is no room to say it twice.
                me.shopper.role === 'merchant' ? 'max-sm:sr-only' : ''
              }`}
              data-testid="signed-in-as"
            >
              {me.shopper.name}
            </span>
          )}
          {me && (
            <span className="hidden sm:inline">
              <SignOutButton />
            </span>
          )}
          {known && !me && <SignInButton />}
          <span className="hidden sm:inline">
            <ThemeToggle />
          </span>
        </div>
      </div>
    </header>
  );
}
