import { useServerTime } from './use-server-time.ts';

/** Whether the server's clock has reached `instant` (ISO 8601); turns true by itself. Never, when there is none. */
export const useHasCome = (instant: string | null): boolean =>
  useServerTime((now) => instant !== null && Date.parse(instant) <= now);
