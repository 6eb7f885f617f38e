import { makeSandboxCharge, markSandboxCharge, readSandboxCharge } from '@lastpair/db';
import type { Database, SandboxCharge } from '@lastpair/db';
import type { PaymentEnv } from './env.ts';
import { answerOf, findSandboxCard, sandboxCards } from './sandbox-cards.ts';
import { readSandboxEvent } from './sandbox-events.ts';
import { NoAnswer } from './till.ts';
import type { Answer, Charge, Till } from './till.ts';

/**
 * A provider that is part of the store, for demos and tests: no money moves. It keeps its own books in a table of its own, as
 * one that is somewhere else would, so that whatever happens to our processes does not change its mind.
 */
export function openSandbox(env: PaymentEnv, db: Database): Till {
  const read = async (orderId: string): Promise<SandboxCharge> => {
    const charge = await readSandboxCharge(db, orderId);
    if (!charge) throw new Error(`the sandbox knows no payment of order ${orderId}`);
    return charge;
  };
  const status = async ({ orderId }: Pick<Charge, 'orderId'>): Promise<Answer> =>
    toAnswer(await read(orderId));

  return {
    provider: 'sandbox',
    options: () => ({
      provider: 'sandbox',
      testCards: sandboxCards.map(({ number, does }) => ({ number, does })),
      payWithinSeconds: env.PAYMENT_SECONDS,
    }),
    readMethod: (text) => findSandboxCard(text)?.method,
    async authorise({ orderId, method, amountCents, currency }) {
      const known = await readSandboxCharge(db, orderId);
      if (!known) {
        const answers = answerOf(method, env.SANDBOX_LATE_SECONDS * 1_000);
        await makeSandboxCharge(db, { orderId, method, amountCents, currency, ...answers });
      }
      const charge = await read(orderId);
      // It has heard, and says nothing.
      if (!known && charge.method === 'silent') throw new NoAnswer('the sandbox is silent');
      return toAnswer(charge);
    },
    status,
    async capture(charge) {
      const { status: before } = await status(charge);
      if (before === 'authorised') await markSandboxCharge(db, charge.orderId, 'captured');
      return status(charge);
    },
    async cancel(charge) {
      const { method, ...known } = await read(charge.orderId);
      const { status: before } = toAnswer({ method, ...known });
      const canBe = before === 'authorised' || (before === 'pending' && method !== 'late');
      if (canBe) await markSandboxCharge(db, charge.orderId, 'cancelled');
      return status(charge);
    },
    async refund(charge) {
      const { status: before } = await status(charge);
      if (before === 'captured') await markSandboxCharge(db, charge.orderId, 'refunded');
      return status(charge);
    },
    readWebhook: (body, header) => readSandboxEvent(env.SANDBOX_WEBHOOK_SECRET, body, header),
  };
}

function toAnswer(charge: SandboxCharge): Answer {
  const card = sandboxCards.find(({ method }) => method === charge.method);
  return {
    status: statusOf(charge),
    providerId: `sandbox-${charge.orderId}`,
    paidWith: `Test card ending in ${card?.number.slice(-4) ?? '????'}`,
  };
}

function statusOf(charge: SandboxCharge): Answer['status'] {
  if (charge.refunded) return 'refunded';
  if (charge.captured) return 'captured';
  if (charge.cancelled) return 'cancelled';
  if (!charge.answered) return 'pending';
  return charge.method === 'declines' ? 'declined' : 'authorised';
}
