import { deskRouter } from './desk/desk-router.ts';
import { authRouter } from './routers/auth.ts';
import { commandsRouter } from './routers/commands.ts';
import { deadLettersRouter } from './routers/dead-letters.ts';
import { dropsRouter } from './routers/drops.ts';
import { healthProcedure } from './routers/health.ts';
import { meRouter } from './routers/me.ts';
import { ordersRouter } from './routers/orders.ts';
import { reservationsRouter } from './routers/reservations.ts';
import { router } from './trpc.ts';

/** The public contract: every procedure, over tRPC, and over REST where it has a path. */
export const appRouter = router({
  auth: authRouter,
  me: meRouter,
  drops: dropsRouter,
  reservations: reservationsRouter,
  orders: ordersRouter,
  commands: commandsRouter,
  desk: deskRouter,
  deadLetters: deadLettersRouter,
  health: healthProcedure,
});

export type AppRouter = typeof appRouter;
