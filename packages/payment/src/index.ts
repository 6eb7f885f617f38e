export { paymentEnv } from './env.ts';
export type { PaymentEnv } from './env.ts';
export { openTill } from './open-till.ts';
export { signSandboxEvent, tellSandboxEvents } from './sandbox-events.ts';
export { NoAnswer } from './till.ts';
export type { Answer, Charge, ProviderEvent, Till } from './till.ts';
