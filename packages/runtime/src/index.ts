export { hasPrivateHost, isPrivateAddress, lookupPublic } from './addresses.ts';
export { armFailpoints, failpoint, failpoints, failures, orderFailpoints } from './failpoint.ts';
export type { Failpoint, Failpoints, Failure } from './failpoint.ts';
export {
  databaseUrl,
  envFlag,
  envInteger,
  envIntegerIfSet,
  failpointsEnv,
  logLevel,
  rateLimits,
  readEnv,
  redisUrl,
} from './read-env.ts';
export { EXIT_BUSY, createLogger, runService } from './run-service.ts';
export type { Logger, Service } from './run-service.ts';
