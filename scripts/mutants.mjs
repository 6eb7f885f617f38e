import path from 'node:path';
import { bootstrap, projectNode, root, run } from './bootstrap.mjs';
import { provideRedis } from './provide.mjs';

// `npm run mutants`: takes the guards off one by one; each must be missed by a named test. Words choose among them.
try {
  await bootstrap();
  const redis = await provideRedis();
  const entry = path.join(root, 'tools/rehearsal/src/mutants/main.ts');
  process.exitCode = await run(projectNode(), [entry, ...process.argv.slice(2)], {
    env: 'path' in redis ? { REDIS_SERVER: redis.path } : {},
  });
} catch (error) {
  console.error(error.message);
  process.exitCode = 2;
}
