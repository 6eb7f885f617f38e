import path from 'node:path';
import { bootstrap, projectNode, root, run } from './bootstrap.mjs';
import { provideRedis } from './provide.mjs';

// `npm run bench` and `npm run bench:full`: how fast the store is, next to other ways to build one.
try {
  await bootstrap();
  const redis = await provideRedis();
  const entry = path.join(root, 'tools/bench/src/main.ts');
  process.exitCode = await run(projectNode(), [entry, ...process.argv.slice(2)], {
    env: 'path' in redis ? { REDIS_SERVER: redis.path } : {},
  });
} catch (error) {
  console.error(error.message);
  process.exitCode = 2;
}
