import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

// Plain JavaScript for Node 20, because nothing is installed yet when it runs.

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const bin = path.join(root, 'node_modules', '.bin');
const marker = path.join(root, 'node_modules', '.lastpair-installed');

/** The first Node that runs TypeScript as it is. */
const TYPESCRIPT_NODE = [22, 18];
const FORWARDED_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** Installs what package.json asks for, unless that has been done. Throws when it can't be done. */
export async function bootstrap() {
  if (!isAtLeast([20, 0])) {
    throw new Error(`Lastpair needs Node 20 or newer; this is ${process.version}.`);
  }
  const wanted = installation();
  if (existsSync(marker) && readFileSync(marker, 'utf8') === wanted) return;

  const { packageManager } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  const [pnpm] = packageManager.split('+');
  console.log(`Installing the dependencies with ${pnpm} (needed once, and after updates) ...`);
  // In CI mode pnpm asks no questions; in production mode it would leave out the tools that build.
  const env = { CI: 'true', NODE_ENV: undefined };
  const code = await run('npx', ['--yes', pnpm, 'install', '--frozen-lockfile'], { env });
  if (code !== 0) {
    throw new Error(
      `The dependencies could not be installed (exit code ${code}); the lines above say why. ` +
        'It needs the npm registry and about 600 MB of disk.',
    );
  }
  writeFileSync(marker, wanted);
}

/** Names an installation: the same text means that there is nothing to do. */
function installation() {
  const hash = createHash('sha256');
  for (const file of ['pnpm-lock.yaml', 'pnpm-workspace.yaml']) {
    hash.update(readFileSync(path.join(root, file))).update('\0');
  }
  return hash.update(`${process.platform} ${process.arch}`).digest('hex');
}

/** The Node that runs TypeScript: the one that came with the dependencies, else this one if it is new enough. */
export function projectNode() {
  const installed = path.join(bin, 'node');
  if (existsSync(installed)) return installed;
  if (isAtLeast(TYPESCRIPT_NODE)) return process.execPath;
  throw new Error(
    `npm brings no Node for ${process.platform} on ${process.arch}, so yours must be at least ` +
      `${TYPESCRIPT_NODE.join('.')}; this is ${process.version}.`,
  );
}

function isAtLeast([wantedMajor, wantedMinor]) {
  const [major, minor] = process.versions.node.split('.').map(Number);
  return major > wantedMajor || (major === wantedMajor && minor >= wantedMinor);
}

/**
 * Runs a command with the project's own programs first on PATH, hands SIGINT, SIGTERM and SIGHUP on to it, and gives
 * its exit code. `quiet` keeps its output back unless it fails; `ipc` lets it notice when this process dies.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {{ env?: Record<string, string | undefined>, quiet?: boolean, ipc?: boolean }} [options]
 * @returns {Promise<number>}
 */
export function run(command, args, { env = {}, quiet = false, ipc = false } = {}) {
  const output = quiet ? 'pipe' : 'inherit';
  const child = spawn(command, args, {
    cwd: root,
    stdio: [quiet ? 'ignore' : 'inherit', output, output, ...(ipc ? ['ipc'] : [])],
    env: {
      ...process.env,
      TURBO_TELEMETRY_DISABLED: '1',
      PATH: `${bin}${path.delimiter}${process.env.PATH ?? ''}`,
      ...env,
    },
  });
  const kept = [];
  child.stdout?.on('data', (chunk) => kept.push(chunk));
  child.stderr?.on('data', (chunk) => kept.push(chunk));
  const forward = (signal) => child.kill(signal);
  for (const signal of FORWARDED_SIGNALS) process.on(signal, forward);

  return new Promise((resolve, reject) => {
    child.once('error', (error) => reject(new Error(`${command} can't be run: ${error.message}`)));
    child.once('close', (code, signal) => {
      for (const each of FORWARDED_SIGNALS) process.off(each, forward);
      const result = code ?? 128 + (constants.signals[signal] ?? 0);
      if (result !== 0) process.stderr.write(Buffer.concat(kept));
      resolve(result);
    });
  });
}
