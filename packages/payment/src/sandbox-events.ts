import { createHmac, timingSafeEqual } from 'node:crypto';
import { takeSandboxEvents } from '@lastpair/db';
import type { Database } from '@lastpair/db';
import { z } from 'zod';
import type { ProviderEvent } from './till.ts';

export const SANDBOX_SIGNATURE = 'sandbox-signature';
/** Older than this a signature may have been overheard and kept. */
const SIGNATURE_LIFE_SECONDS = 300;
const TOLD_AT_ONCE = 50;

const Event = z.object({ id: z.string().min(1).max(100), type: z.string(), orderId: z.uuid() });

/** The signature of a webhook: when it was made, and an HMAC-SHA256 of that and the body. */
export function signSandboxEvent(secret: string, body: string, seconds: number): string {
  const mac = createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex');
  return `t=${seconds},v1=${mac}`;
}

/** Reads a webhook of the sandbox; undefined when its signature is wrong or old. */
export function readSandboxEvent(
  secret: string,
  body: string,
  header: (name: string) => string | undefined,
): ProviderEvent | undefined {
  const given = header(SANDBOX_SIGNATURE) ?? '';
  const seconds = Number(/^t=(\d{1,12}),/.exec(given)?.[1] ?? Number.NaN);
  if (!(Math.abs(Date.now() / 1_000 - seconds) < SIGNATURE_LIFE_SECONDS)) return undefined;
  const wanted = signSandboxEvent(secret, body, seconds);
  if (given.length !== wanted.length) return undefined;
  if (!timingSafeEqual(Buffer.from(given), Buffer.from(wanted))) return undefined;
  const event = Event.safeParse(parseJson(body));
  // Signed, but none of its own: kept for people to look at.
  if (!event.success)
    return { eventId: wanted.slice(-40), orderId: undefined, payload: parseJson(body) };
  return { eventId: event.data.id, orderId: event.data.orderId, payload: event.data };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/**
 * Lets the sandbox tell what it has to tell: `deliver` gets body and headers as they would come over the network. An event
 * that is told twice has the same id.
 */
export async function tellSandboxEvents(
  db: Database,
  secret: string,
  deliver: (body: string, headers: Record<string, string>) => Promise<void>,
): Promise<void> {
  for (const { orderId } of await takeSandboxEvents(db, TOLD_AT_ONCE)) {
    const body = JSON.stringify({ id: `event-${orderId}`, type: 'payment.answered', orderId });
    const signature = signSandboxEvent(secret, body, Math.floor(Date.now() / 1_000));
    await deliver(body, { [SANDBOX_SIGNATURE]: signature });
  }
}
