import { createHash } from 'node:crypto';
import { chmodSync, lstatSync, mkdirSync, realpathSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { User } from './run-tool.ts';

/** The user that owns nothing, by the number it has everywhere: Postgres refuses to run as root. */
const NOBODY: User = { uid: 65_534, gid: 65_534 };
/** Survives a restart of the machine and can be entered by everybody. */
const OPEN_FOLDER = '/var/tmp';

/** Where a Postgres lives, and as whom it runs. */
export type Place = {
  /** Holds the cluster and, if need be, a copy of the binaries; the same as the data folder unless `moved`. */
  folder: string;
  /** Postgres' own data directory. */
  cluster: string;
  /** Unset when it runs as who we are. */
  user: User | undefined;
  /** Whether the data folder can't be entered by `user`, so that the cluster had to go elsewhere. */
  moved: boolean;
};

/**
 * Finds the place for the Postgres of a data folder. Run by root it belongs to nobody, who may not be able to enter
 * the data folder (below root's home, for example): then its place is a folder below /var/tmp, one per data folder.
 */
export function findPlace(dataDir: string): Place {
  const folder = realpathSync(dataDir);
  const here = { folder, cluster: path.join(folder, 'cluster'), user: undefined, moved: false };
  if (process.getuid?.() !== 0) return here;
  const user = ownerOf(here.cluster) ?? NOBODY;
  letThrough(folder);
  if (canEnter(folder, user)) return { ...here, user };
  const elsewhere = openFolderFor(folder);
  return { folder: elsewhere, cluster: path.join(elsewhere, 'cluster'), user: NOBODY, moved: true };
}

/** Who a cluster belongs to, if there is one: maybe somebody who once started it without being root. */
function ownerOf(cluster: string): User | undefined {
  const { uid, gid } = statSync(cluster, { throwIfNoEntry: false }) ?? { uid: 0, gid: 0 };
  return uid === 0 ? undefined : { uid, gid };
}

/** Opens a folder of ours, but none above it, for passing through; what is in it has modes of its own. */
function letThrough(folder: string): void {
  const { uid, mode } = statSync(folder);
  if (uid === 0) chmodSync(folder, (mode & 0o7777) | 0o011);
}

/** Whether somebody may go through all folders from the root of the file system to this one. */
function canEnter(folder: string, { uid, gid }: User): boolean {
  const status = statSync(folder);
  const bit = status.uid === uid ? 0o100 : status.gid === gid ? 0o010 : 0o001;
  if ((status.mode & bit) === 0) return false;
  const parent = path.dirname(folder);
  return parent === folder || canEnter(parent, { uid, gid });
}

/** Makes the folder below /var/tmp, where anybody may have put something of the same name before. */
function openFolderFor(dataDir: string): string {
  const key = createHash('sha256').update(dataDir).digest('hex').slice(0, 16);
  const folder = path.join(OPEN_FOLDER, `lastpair-${key}`);
  try {
    mkdirSync(folder);
    chmodSync(folder, 0o711);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const status = lstatSync(folder);
  const ours = status.isDirectory() && status.uid === process.getuid?.();
  if (!ours || (status.mode & 0o022) !== 0) {
    throw new Error(
      `${folder}, where Postgres would have to go because user ${NOBODY.uid} can't enter ${dataDir}, is not a folder ` +
        'that only root can write to; look who made it and remove it, or choose a data folder elsewhere',
    );
  }
  // For whoever wonders what this is.
  writeFileSync(path.join(folder, 'belongs-to'), `${dataDir}\n`);
  return folder;
}
