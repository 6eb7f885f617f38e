import path from 'node:path';
import { bootstrap, projectNode, root, run } from './bootstrap.mjs';

try {
  await bootstrap();
  const entry = path.join(root, 'tools/desk/src/tap/main.ts');
  process.exitCode = await run(projectNode(), [entry, ...process.argv.slice(2)]);
} catch (error) {
  console.error(error.message);
  process.exitCode = 2;
}
