import { Link } from 'wouter';

/** The name with its sign: a pair of strokes, the last one bright. */
export function Logo() {
  return (
    <Link href="/" className="display flex items-center gap-2 rounded-md text-2xl tracking-tight">
      <svg viewBox="0 0 22 20" className="h-5" aria-hidden="true">
        <path
          d="M7 1 2 19M17 1l-5 18"
          transform="translate(1)"
          stroke="currentColor"
          strokeWidth="4"
        />
        <path d="M17 1l-5 18" transform="translate(1)" className="stroke-signal" strokeWidth="4" />
      </svg>
      Lastpair
    </Link>
  );
}
