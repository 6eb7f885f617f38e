import path from 'node:path';
import { bootstrap, projectNode, root, run } from './bootstrap.mjs';

// `npm run simulate`: what the costs of the benchmark come to on more machines than this one.
try {
  await bootstrap();
  process.exitCode = await run(projectNode(), [
    path.join(root, 'tools/bench/src/simulate/main.ts'),
  ]);
} catch (error) {
  console.error(error.message);
  process.exitCode = 2;
}
