import { useEffect } from 'react';

const AGAIN_AFTER_MS = 2_000;

/**
 * Starts a subscription again that has ended although it is wanted: the server was too busy for it, or this browser too
 * slow. A lost socket is not meant; the socket sees to that itself.
 */
export function useKeptAlive(
  subscription: { status: string; reset: () => void },
  wanted: boolean,
): void {
  const { status, reset } = subscription;
  const ended = wanted && (status === 'error' || status === 'idle');
  useEffect(() => {
    if (!ended) return undefined;
    const timer = setTimeout(reset, AGAIN_AFTER_MS);
    return () => clearTimeout(timer);
  }, [ended, reset]);
}
