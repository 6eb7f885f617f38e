import type { AppRouter } from '@lastpair/api';
import type { CreateTRPCReact } from '@trpc/react-query';
import { createTRPCReact } from '@trpc/react-query';
import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server';

/** What each procedure takes. */
export type RouterInputs = inferRouterInputs<AppRouter>;

/** What each procedure answers, as it comes over the wire. */
export type RouterOutputs = inferRouterOutputs<AppRouter>;

/** The api's procedures as React hooks, typed by the api's own router. */
export const trpc: CreateTRPCReact<AppRouter, unknown> = createTRPCReact();
