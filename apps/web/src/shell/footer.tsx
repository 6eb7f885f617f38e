import { Link } from 'wouter';

/** The bottom of every page. */
export function Footer() {
  return (
    <footer className="footer">
      <span>Every pair is sold exactly once.</span>
      <Link href="/merchant">Merchant</Link>
      <a href="/api/docs">API</a>
    </footer>
  );
}
