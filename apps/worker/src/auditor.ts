import { auditDrops, auditOrders, writeAudit } from '@lastpair/db';
import type { Database } from '@lastpair/db';
import type { Logger } from '@lastpair/runtime';

export const AUDIT_EVERY_MS = 2_000;

/** Makes the auditor: each call checks the books of every drop that changed since the last, and of orders
 * that changed lately, and writes the result down. */
export function createAuditor(db: Database, logger: Logger): () => Promise<void> {
  let audited = new Map<string, number>();
  return async () => {
    const result = await auditDrops(db, audited);
    audited = result.audited;
    const findings = [...result.findings, ...(await auditOrders(db))];
    await writeAudit(db, findings);
    for (const finding of findings) logger.error(finding, 'the books do not add up');
  };
}
