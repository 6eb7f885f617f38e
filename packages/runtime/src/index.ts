export { databaseUrl, envFlag, envInteger, logLevel, readEnv, redisUrl } from './read-env.ts';
export { createLogger, runService } from './run-service.ts';
export type { Logger, Service } from './run-service.ts';
