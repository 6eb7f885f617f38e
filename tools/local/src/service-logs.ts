import { createWriteStream, mkdirSync } from 'node:fs';
import type { WriteStream } from 'node:fs';
import path from 'node:path';

/** Where the lines of the services go. */
export type ServiceLogs = {
  take(process: string, line: string): void;
  close(): Promise<void>;
};

type LogLine = { level: number; msg?: string; err?: { message?: string } };

const WARN = 40;
const ERROR = 50;

/**
 * Keeps each process' lines in a file of its own in `folder`, begun anew, and shows those that warn of something, in
 * words. What a process says again and again is shown once.
 */
export function keepServiceLogs(folder: string, show: (line: string) => void): ServiceLogs {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const files = new Map<string, WriteStream>();
  const shown = new Map<string, string>();
  return {
    take(process, line) {
      let file = files.get(process);
      if (!file) {
        file = createWriteStream(path.join(folder, `${process}.log`), { mode: 0o600 });
        // A full disk must not end a sale.
        file.on('error', () => {});
        files.set(process, file);
      }
      file.write(`${line}\n`);
      const warning = inWords(process, line);
      if (!warning || shown.get(process) === warning) return;
      shown.set(process, warning);
      show(warning);
    },
    async close() {
      await Promise.all(
        [...files.values()].map((file) => new Promise<void>((resolve) => file.end(resolve))),
      );
    },
  };
}

function inWords(process: string, line: string): string | undefined {
  if (!line.startsWith('{')) return undefined;
  let entry: LogLine;
  try {
    entry = JSON.parse(line) as LogLine;
  } catch {
    return undefined;
  }
  if (!(entry.level >= WARN)) return undefined;
  const kind = entry.level >= ERROR ? 'error' : 'warning';
  const said = [entry.msg, entry.err?.message].filter(Boolean).join(': ');
  return `[${process}] ${kind}: ${said.replaceAll(/\s+/g, ' ')}`;
}
