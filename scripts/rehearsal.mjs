import path from 'node:path';
import { bootstrap, projectNode, root, run } from './bootstrap.mjs';
import { provideRedis } from './provide.mjs';

// `npm run rehearsal`: a sale in which everything breaks, and the proof that nothing was lost.
try {
  await bootstrap();
  const redis = await provideRedis();
  const entry = path.join(root, 'tools/rehearsal/src/main.ts');
  process.exitCode = await run(projectNode(), [entry, ...process.argv.slice(2)], {
    env: 'path' in redis ? { REDIS_SERVER: redis.path } : {},
  });
} catch (error) {
  console.error(error.message);
  process.exitCode = 2;
}
