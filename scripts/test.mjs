import { bootstrap, run } from './bootstrap.mjs';
import { provideChromium, provideRedis } from './provide.mjs';

// `npm test`: everything that can be checked here, in the order in which it fails fastest.
await bootstrap();
const redis = await provideRedis();
const chromium = await provideChromium();
const env = {
  ...process.env,
  ...('path' in redis && { REDIS_SERVER: redis.path }),
  ...('path' in chromium && { CHROMIUM: chromium.path }),
};

/** @type {[what: string, command: string, args: string[]][]} */
const steps = [
  ['the form of the code', 'turbo', ['run', 'check', '--output-logs=errors-only']],
  ['the build of the web app', 'turbo', ['run', 'build', '--output-logs=errors-only']],
  ['the tests', 'vitest', ['run', ...process.argv.slice(2)]],
];
for (const [what, command, args] of steps) {
  console.log(`\n== ${what}`);
  const code = await run(command, args, { env });
  if (code !== 0) {
    console.error(`\n${what}: not right`);
    process.exit(code);
  }
}
for (const provided of [redis, chromium]) {
  if ('missing' in provided) console.warn(`\nSKIPPED TESTS: ${provided.missing}`);
}
