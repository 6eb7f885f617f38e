import path from 'node:path';
import { Client } from 'pg';
import { endWithParent } from './end-with-parent.ts';
import { lockFolder } from './lock-folder.ts';
import { makeFolder } from './make-folder.ts';
import { findBinaries } from './postgres-binaries.ts';
import { ROLE, ensureCluster } from './postgres-cluster.ts';
import { launchPostgres } from './postgres-launch.ts';
import { findPlace } from './postgres-place.ts';
import { stopPostmaster } from './postmaster.ts';

export type Postgres = {
  /** For clients on this machine, with the password. */
  url: string;
  port: number;
  /** The process that all others of this Postgres come from. */
  pid: number;
  /** Where its files really are. */
  cluster: string;
  /** Ends it with a fast shutdown. The same promise however often it is called. */
  stop(): Promise<void>;
};

export type PostgresOptions = {
  /** Made if missing; what is in it is found again by the next start. */
  dataDir: string;
  /** A free one if not given. */
  port?: number | undefined;
  /** Told, in sentences, of what a person may want to know. */
  log?: ((line: string) => void) | undefined;
};

const DATABASE = 'lastpair';

/**
 * Starts the Postgres that npm brought, on the loopback address only, with a database `lastpair`. One that an earlier
 * process left running on the same data is ended first; this one ends with this process. Rejects when a living process
 * uses the data, when the port is taken, and when Postgres can't run here.
 */
export async function startPostgres({ dataDir, port, log }: PostgresOptions): Promise<Postgres> {
  const folder = makeFolder(path.resolve(dataDir));
  const unlock = lockFolder(folder);
  try {
    const postgres = await startLocked(folder, port, log ?? (() => {}));
    let stopped: Promise<void> | undefined;
    return { ...postgres, stop: () => (stopped ??= postgres.stop().finally(unlock)) };
  } catch (error) {
    unlock();
    throw error;
  }
}

async function startLocked(
  folder: string,
  wantedPort: number | undefined,
  log: (line: string) => void,
): Promise<Postgres> {
  const place = findPlace(folder);
  const { cluster, user } = place;
  if (place.moved) log(`User ${user?.uid} can't enter ${folder}: Postgres is in ${place.folder}.`);
  const binaries = await findBinaries(place);
  if (await stopPostmaster(cluster)) log('Ended a Postgres that an earlier start left running.');
  const password = await ensureCluster(folder, place, binaries, log);
  const { port, pid } = await launchPostgres(place, binaries, wantedPort);
  const callOff = endWithParent(pid, 'INT');
  const stop = async (): Promise<void> => {
    callOff();
    await stopPostmaster(cluster);
  };
  const server = `postgres://${ROLE}:${password}@127.0.0.1:${port}`;
  try {
    await createDatabase(`${server}/postgres`);
  } catch (error) {
    await stop();
    throw new Error(`Postgres does not do as it should: ${(error as Error).message}`, {
      cause: error,
    });
  }
  return { url: `${server}/${DATABASE}`, port, pid, cluster, stop };
}

async function createDatabase(url: string): Promise<void> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    const found = await client.query('select from pg_database where datname = $1', [DATABASE]);
    if (found.rowCount === 0) await client.query(`create database ${DATABASE}`);
  } finally {
    await client.end();
  }
}
