import { bootstrap, projectNode, root, run } from './bootstrap.mjs';
import path from 'node:path';

/** How often to look whether npm, which runs this script, is still there. */
const LOOK_FOR_NPM_EVERY_MS = 500;

// Ctrl-C is how a start is meant to end, whatever it was doing. Whoever is running has been told by run().
let stopping = false;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => (stopping = true));

// npm hands signals on to its shell, and not every shell hands them on: then the parent just vanishes.
if (process.env.npm_lifecycle_event) {
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent && !stopping) process.kill(process.pid, 'SIGTERM');
  }, LOOK_FOR_NPM_EVERY_MS).unref();
}

/** Each gives an exit code; the next one is not taken after a failure. */
const steps = [
  async () => {
    await bootstrap();
    return 0;
  },
  async () => {
    console.log('Building the web app ...');
    return run('turbo', ['run', 'build', '--filter=@lastpair/web'], { quiet: true });
  },
  () => run(projectNode(), [path.join(root, 'tools/local/src/start.ts')], { ipc: true }),
];

let code = 0;
try {
  for (const step of steps) {
    if (!stopping && code === 0) code = await step();
  }
} catch (error) {
  if (!stopping) console.error(error.message);
  code = 1;
}
process.exit(stopping ? 0 : code);
