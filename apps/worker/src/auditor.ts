import { auditDrops, auditOrders, recountDrops, writeAudit } from '@lastpair/db';
import type { Audited, Database } from '@lastpair/db';
import type { Logger } from '@lastpair/runtime';

export const AUDIT_EVERY_MS = 2_000;
/** How long it counts again what it has counted, and how many times as long it leaves that alone afterwards. */
const RECOUNT_MS = 20;
const RECOUNT_PAUSE = 100;

/** Makes the auditor: each call checks the books of every drop that changed since the last, of some others, and of orders
 * that changed lately, and writes the result down. */
export function createAuditor(db: Database, logger: Logger): () => Promise<void> {
  let audited = new Map<string, Audited>();
  let recountAt = 0;
  const recount = async () => {
    const startedAt = performance.now();
    if (startedAt < recountAt) return [];
    const result = await recountDrops(db, audited, RECOUNT_MS);
    audited = result.audited;
    const now = performance.now();
    recountAt = now + (now - startedAt) * RECOUNT_PAUSE;
    return result.findings;
  };
  return async () => {
    const result = await auditDrops(db, audited);
    audited = result.audited;
    const findings = [...result.findings, ...(await recount()), ...(await auditOrders(db))];
    await writeAudit(db, findings);
    for (const finding of findings) logger.error(finding, 'the books do not add up');
  };
}
