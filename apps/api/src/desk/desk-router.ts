import { router } from '../trpc.ts';
import { alertsRouter } from './alerts-router.ts';
import { readingsRouter } from './readings-router.ts';
import { shelvesProcedures } from './shelves-procedures.ts';
import { tapsRouter } from './taps-router.ts';
import { thresholdsRouter } from './thresholds-router.ts';
import { transfersRouter } from './transfers-router.ts';
import { webhookRouter } from './webhook-router.ts';

/** What the inventory department sees and does: every store, every model. */
export const deskRouter = router({
  ...shelvesProcedures,
  alerts: alertsRouter,
  thresholds: thresholdsRouter,
  transfers: transfersRouter,
  taps: tapsRouter,
  webhook: webhookRouter,
  readings: readingsRouter,
});
