import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { freePort, isPortFree } from './free-port.ts';
import type { Binaries } from './postgres-binaries.ts';
import type { Place } from './postgres-place.ts';
import { findPostmaster, stopPostmaster } from './postmaster.ts';
import { runTool } from './run-tool.ts';

/** Nothing here trades safety for speed: it is the truth, also in a demo. */
const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  shared_buffers: '256MB',
  max_connections: '300',
  fsync: 'on',
  synchronous_commit: 'on',
};
/**
 * What one batch took of memory the next one takes again. glibc would give it back to the system in between, which clears every
 * page anew: an eighth to a fifth of what a batch costs. In bytes, see mallopt(3).
 */
const KEPT_MEMORY = {
  MALLOC_MMAP_THRESHOLD_: String(32 * 1024 * 1024),
  MALLOC_TRIM_THRESHOLD_: String(64 * 1024 * 1024),
};
/** Recovery after a crash reads the log since the last checkpoint. */
const START_LIMIT_S = 120;
/** Somebody else may take a free port before Postgres does. */
const PORT_ATTEMPTS = 3;

/**
 * Starts Postgres on a cluster, at the wanted port or at a free one, as a process that does not depend on this one.
 * Resolves when it takes connections; rejects with what it says when it doesn't.
 */
export async function launchPostgres(
  place: Place,
  binaries: Binaries,
  wantedPort: number | undefined,
): Promise<{ port: number; pid: number }> {
  if (wantedPort && !(await isPortFree(wantedPort))) {
    throw new Error(`port ${wantedPort} is taken, so Postgres can't use it`);
  }
  const logFile = path.join(place.cluster, 'server.log');
  for (let attempt = 1; ; attempt += 1) {
    const port = wantedPort ?? (await freePort());
    rmSync(logFile, { force: true });
    try {
      await runTool(
        binaries.pgCtl,
        startArguments(place.cluster, logFile, port),
        place.user,
        KEPT_MEMORY,
      );
      const pid = findPostmaster(place.cluster);
      if (!pid) throw new Error('it ended right after its start');
      return { port, pid };
    } catch (error) {
      const said = existsSync(logFile) ? readFileSync(logFile, 'utf8').trim() : '';
      if (!wantedPort && attempt < PORT_ATTEMPTS && said.includes('could not bind')) continue;
      await stopPostmaster(place.cluster);
      const why = [(error as Error).message, said.slice(-1_000)].join('\n').trim();
      throw new Error(`Postgres did not start: ${why}`, { cause: error });
    }
  }
}

/** Of pg_ctl, which makes the server the leader of a session of its own and waits until it is up. */
function startArguments(cluster: string, logFile: string, port: number): string[] {
  const settings = Object.entries({ ...SETTINGS, port }).map(
    ([name, value]) => `-c ${name}=${value}`,
  );
  const server = ['-D', cluster, '-l', logFile, '-o', settings.join(' ')];
  return ['start', '-s', '-w', '-t', String(START_LIMIT_S), ...server];
}
