import { createWriteStream } from 'node:fs';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { alertsCsv, shelvesCsv, transfersCsv } from '@lastpair/db';
import type { Database } from '@lastpair/db';

const NAME = /^desk-(\d{4}-\d{2}-\d{2})T(\d{2})-(\d{2})-(\d{2})Z$/;
const UNFINISHED = '.unfinished';
const DAY_MS = 24 * 3_600_000;

/**
 * Writes shelves, alerts and transfers as CSV into a folder of its own in `dir`, which appears when it is whole. Then
 * removes those that are older than `keepDays`, and what unfinished ones a day has left. Gives the new folder.
 */
export async function writeDump(
  db: Database,
  dir: string,
  keepDays: number,
  now: number,
): Promise<string> {
  const name = `desk-${new Date(now).toISOString().slice(0, 19).replaceAll(':', '-')}Z`;
  const folder = path.join(dir, name);
  const unfinished = folder + UNFINISHED;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { recursive: true });
  const files = { shelves: shelvesCsv, alerts: alertsCsv, transfers: transfersCsv };
  for (const [file, read] of Object.entries(files)) {
    await pipeline(
      Readable.from(read(db)),
      createWriteStream(path.join(unfinished, `${file}.csv`)),
    );
  }
  await rm(folder, { recursive: true, force: true });
  await rename(unfinished, folder);
  for (const each of await readdir(dir)) {
    const [whole] = each.split(UNFINISHED);
    const written = timeOf(whole ?? '');
    if (written === undefined) continue;
    const keepMs = each.endsWith(UNFINISHED) ? DAY_MS : keepDays * DAY_MS;
    if (written < now - keepMs) await rm(path.join(dir, each), { recursive: true, force: true });
  }
  return folder;
}

/** When a dump was written, by its name; undefined for anything that is no dump. */
function timeOf(name: string): number | undefined {
  const match = NAME.exec(name);
  if (!match) return undefined;
  const [, day, hours, minutes, seconds] = match;
  return Date.parse(`${day}T${hours}:${minutes}:${seconds}Z`);
}
