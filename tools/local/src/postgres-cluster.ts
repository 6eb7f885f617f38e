import { randomBytes } from 'node:crypto';
import {
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import type { Binaries } from './postgres-binaries.ts';
import type { Place } from './postgres-place.ts';
import { runTool } from './run-tool.ts';

/** The role that owns everything in the cluster. */
export const ROLE = 'lastpair';

/**
 * Makes a place's cluster, unless it is there, and gives the password of ROLE. The password stays in the data folder,
 * for its owner only. Rejects when a cluster is there that can't be used.
 */
export async function ensureCluster(
  dataDir: string,
  place: Place,
  binaries: Binaries,
  log: (line: string) => void,
): Promise<string> {
  const passwordFile = path.join(dataDir, 'password');
  const versionFile = path.join(place.cluster, 'PG_VERSION');
  if (!existsSync(versionFile)) {
    if (existsSync(passwordFile))
      log(`The database that was in ${place.cluster} is gone; making a new one.`);
    return make(passwordFile, place, binaries);
  }
  if (!existsSync(passwordFile)) {
    if (!place.moved) {
      throw new Error(
        `${passwordFile}, the password of the database beside it, is missing: put it back, or remove ${dataDir}`,
      );
    }
    // The data folder was removed, and the cluster that it had elsewhere was not.
    log(`${dataDir} is new, so the database of an earlier one in ${place.cluster} is removed.`);
    return make(passwordFile, place, binaries);
  }
  const major = readFileSync(versionFile, 'utf8').trim();
  if (major !== binaries.major) {
    throw new Error(
      `${place.cluster} was made by Postgres ${major}, and this is ${binaries.major}: use another data folder, ` +
        `or remove ${dataDir} with all that is in it`,
    );
  }
  return readFileSync(passwordFile, 'utf8').trim();
}

/** Makes a cluster under another name first, so that there never is half a one. */
async function make(passwordFile: string, place: Place, { initdb }: Binaries): Promise<string> {
  const password = randomBytes(24).toString('base64url');
  const unfinished = `${place.cluster}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  rmSync(place.cluster, { recursive: true, force: true });
  mkdirSync(unfinished, { mode: 0o700 });

  const handedOver = `${place.cluster}.password`;
  rmSync(handedOver, { force: true });
  writeFileSync(handedOver, password, { mode: 0o600, flag: 'wx' });
  if (place.user) {
    for (const each of [unfinished, handedOver]) chownSync(each, place.user.uid, place.user.gid);
  }
  try {
    const options = ['--locale=C', '-E', 'UTF8', '-U', ROLE, '-A', 'scram-sha-256'];
    const args = ['-D', unfinished, ...options, `--pwfile=${handedOver}`, '--no-instructions'];
    await runTool(initdb, args, place.user);
  } finally {
    rmSync(handedOver, { force: true });
  }
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  renameSync(unfinished, place.cluster);
  return password;
}
