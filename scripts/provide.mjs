import { execFile } from 'node:child_process';
import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { connect } from 'node:net';
import path from 'node:path';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** Redis' own port, where a service that the package starts would listen. */
const REDIS_PORT = 6379;
/** A browser with its libraries is a few hundred megabytes. */
const INSTALL_LIMIT_MS = 15 * 60_000;

/**
 * Finds a program that npm can't bring, and installs it where this is a matter of one Debian package.
 *
 * @typedef {{ path: string } | { missing: string }} Provided
 */

/** @returns {Promise<Provided>} The path of redis-server, or why there is none. No Redis service is left running. */
export async function provideRedis() {
  const found = find('redis-server', process.env.REDIS_SERVER, '/usr/bin/redis-server');
  if (found) return { path: found };
  const wasTaken = await listens(REDIS_PORT);
  const missing = await install('redis-server');
  if (missing) return { missing };
  await endRedisService();
  if (!wasTaken && (await listens(REDIS_PORT))) {
    console.warn(
      `The package redis-server has started a Redis on port ${REDIS_PORT} that could not be stopped.`,
    );
  }
  const installed = find('redis-server', undefined, '/usr/bin/redis-server');
  return installed
    ? { path: installed }
    : { missing: 'the package redis-server brought no redis-server' };
}

/** @returns {Promise<Provided>} The path of Chromium, or why there is none. */
export async function provideChromium() {
  const found = find('chromium', process.env.CHROMIUM, '/usr/bin/chromium');
  if (found) return { path: found };
  const missing = await install('chromium');
  if (missing) return { missing };
  const installed = find('chromium', undefined, '/usr/bin/chromium');
  return installed ? { path: installed } : { missing: 'the package chromium brought no chromium' };
}

/** The given program if it can be run, else the one on PATH, else the usual one. */
function find(name, given, usual) {
  const onPath = (process.env.PATH ?? '')
    .split(path.delimiter)
    .filter(Boolean)
    .map((folder) => path.join(folder, name));
  return [given, ...onPath, usual].find((candidate) => candidate && isProgram(candidate));
}

function isProgram(file) {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/** Installs a Debian package; gives why that was not possible. */
async function install(name) {
  if (!find('apt-get'))
    return `${name} is not installed, and there is no apt-get to install it with`;
  if (process.getuid?.() !== 0)
    return `${name} is not installed; root can: apt-get install ${name}`;
  console.log(`Installing ${name} with apt-get ...`);
  const options = ['-y', '--no-install-recommends', '-o', 'DPkg::Lock::Timeout=300'];
  try {
    // Package lists may be missing or so old that they name files that are gone.
    await apt(['install', ...options, name]).catch(async () => {
      await apt(['update', ...options]);
      await apt(['install', ...options, name]);
    });
    return undefined;
  } catch (error) {
    const said = String(error.stderr || error.message)
      .trim()
      .split('\n')
      .at(-1);
    return `${name} could not be installed: ${said}`;
  }
}

const apt = (args) =>
  execute('apt-get', args, {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    timeout: INSTALL_LIMIT_MS,
    maxBuffer: 64 * 2 ** 20,
  });

/** The package is wanted for its program only; its service would start now and at every boot. */
async function endRedisService() {
  const commands = existsSync('/run/systemd/system')
    ? [['systemctl', ['disable', '--now', 'redis-server.service']]]
    : [
        ['/etc/init.d/redis-server', ['stop']],
        ['update-rc.d', ['redis-server', 'disable']],
      ];
  for (const [command, args] of commands) await execute(command, args).catch(() => undefined);
}

/** Whether something on this machine takes connections on a port. */
function listens(port) {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const end = (answer) => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', () => end(true));
    socket.once('error', () => end(false));
    socket.setTimeout(2_000, () => end(false));
  });
}
