import { Link } from 'wouter';
import { ThemeToggle } from '../theme/theme-toggle.tsx';
import { usePageWidth } from './use-page-width.ts';

/** The bottom of every page. */
export function Footer() {
  const pageWidth = usePageWidth();
  return (
    <footer className="print:hidden mt-auto border-t border-line">
      <div
        className={`mx-auto flex flex-wrap items-center gap-x-6 px-4 py-4 text-sm text-quiet sm:px-6 ${pageWidth}`}
      >
        <p className="mr-auto py-2">Every pair is sold exactly once.</p>
        <span className="sm:hidden">
          <ThemeToggle />
        </span>
        <Link href="/merchant" className="py-2 underline underline-offset-4 hover:text-ink">
          Merchant
        </Link>
        <Link href="/desk" className="py-2 underline underline-offset-4 hover:text-ink">
          Inventory desk
        </Link>
        <a href="/api/docs" className="py-2 underline underline-offset-4 hover:text-ink">
          API
        </a>
      </div>
    </footer>
  );
}
