import { setTimeout as sleep } from 'node:timers/promises';
import type { Health, View } from '@lastpair/contracts';
import type { Evidence, OwnPurchase } from './evidence.ts';
import { forEachOf } from './for-each-of.ts';
import { logRowsOf } from './log-rows.ts';
import { persist } from './persist.ts';
import type { Progress } from './progress.ts';
import { replay } from './replay.ts';
import type { Sale } from './sale.ts';
import type { Scene, Shopper } from './scene.ts';
import { toStoreError } from './store-error.ts';

const READS_AT_ONCE = 32;
const READ_BUDGET_MS = 60_000;
const AUDIT_BUDGET_MS = 60_000;
const AUDIT_LOOK_MS = 500;

/** Asks the store, after the end, for all that a verdict needs. Throws StoreError when it can't be read. */
export async function gatherEvidence(
  scene: Scene,
  crowd: readonly Shopper[],
  sale: Sale,
  progress: Progress,
): Promise<{ evidence: Evidence; view: View; health: Health | undefined }> {
  const { store, holds, ledger, limitPerShopper } = scene;
  const reading = { budgetMs: READ_BUDGET_MS, onTrouble: scene.troubles.note };
  const view = await persist(() => store.view(scene.dropId), reading);
  const ownPurchases = await readOwnPurchases(scene, crowd, progress);
  const health = await awaitAudit(scene, Date.parse(view.serverTime), progress);

  const stock = new Map(scene.sizes.map(({ size, total }) => [size, total]));
  const entries = ledger.entries();
  const allHolds = [...holds.all()];
  const evidence: Evidence = {
    stock,
    limitPerShopper,
    entries,
    holds: allHolds,
    sizes: view.sizes.map(({ size, total, available, reserved, sold }) => ({
      size,
      total: total ?? 0,
      available: available ?? 0,
      reserved: reserved ?? 0,
      sold: sold ?? 0,
    })),
    ownPurchases,
    replay: replay(logRowsOf(entries, allHolds), {
      stock,
      limitPerShopper,
      firstSeq: sale.openedSeq + 1,
      lastSeq: view.seq,
    }),
    brokenViews: scene.stock.seen().broken,
    leftOver: sale.paceEnd === 'stalled' ? scene.options.stock - holds.sold() : 0,
    drift: health?.drift,
  };
  return { evidence, view, health };
}

/** What everybody who held a pair, or has an answer outstanding, finds among their own purchases. */
async function readOwnPurchases(
  scene: Scene,
  crowd: readonly Shopper[],
  progress: Progress,
): Promise<OwnPurchase[]> {
  const indexes = new Set([...scene.holds.all()].map(({ shopper }) => shopper));
  for (const { shopper, outcome } of scene.ledger.entries()) if (!outcome) indexes.add(shopper);
  const winners = crowd.filter(({ index }) => indexes.has(index));
  const found: OwnPurchase[] = [];
  const step = progress.step('Asking the winners', winners.length);
  await forEachOf(winners, READS_AT_ONCE, async ({ index, token }) => {
    const { purchases } = await persist(() => scene.store.me(token), {
      budgetMs: READ_BUDGET_MS,
      onTrouble: scene.troubles.note,
    });
    for (const { id, dropId, reservationId, size } of purchases) {
      if (dropId === scene.dropId) found.push({ id, reservationId, size, shopper: index });
    }
    step.add();
  });
  step.done();
  return found;
}

/**
 * The store's health with the word of an auditor that began after `endedAt` (epoch milliseconds, the store's clock).
 * Undefined when there was none. The first that ends after it may have begun before it, so it takes the second.
 */
async function awaitAudit(
  scene: Scene,
  endedAt: number,
  progress: Progress,
): Promise<Health | undefined> {
  const step = progress.step('The auditor looking', 2);
  const giveUpAt = performance.now() + AUDIT_BUDGET_MS;
  const audits = new Set<string>();
  try {
    while (performance.now() < giveUpAt) {
      const health = await scene.store.health().catch((thrown: unknown) => {
        scene.troubles.note(toStoreError(thrown));
        return undefined;
      });
      const at = health?.auditedAt;
      if (at && Date.parse(at) > endedAt) audits.add(at);
      step.set(Math.min(2, audits.size));
      if (audits.size >= 2) return health;
      await sleep(AUDIT_LOOK_MS);
    }
    return undefined;
  } finally {
    step.done();
  }
}
