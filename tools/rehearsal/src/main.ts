import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { HELP, parseOptions } from './options.ts';
import { reportOf } from './report/report.ts';
import { tablesOf } from './report/tables.ts';
import { runRehearsal } from './run-rehearsal.ts';

/** Runs the command line and gives its exit code: 0 no violation, 1 violations, 2 it could not be run. */
async function main(argv: readonly string[]): Promise<number> {
  const options = parseOptions(argv);
  if (options === 'help') {
    process.stdout.write(HELP);
    return 0;
  }
  const redisServer = process.env['REDIS_SERVER'];
  if (options.backend === 'redis' && !redisServer) {
    throw new Error('no redis-server on this machine: --backend postgres, or set REDIS_SERVER');
  }
  const folder = options.folder
    ? path.resolve(options.folder)
    : mkdtempSync(path.join(tmpdir(), 'lastpair-rehearsal-'));
  // Postgres, run by root, belongs to another user, who must be able to enter.
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  const say = (line: string): void => void process.stdout.write(`${line}\n`);
  const { verdict, machine } = await runRehearsal({ ...options, folder, redisServer }, say);
  const report = path.join(folder, 'report.html');
  writeFileSync(report, await reportOf(verdict, options, path.join(folder, 'history.jsonl')));
  say(tablesOf(verdict));
  const { cores, mostLoad, lateP99, lateMax } = machine;
  say(
    `The machine: ${cores} cores, load up to ${mostLoad.toFixed(1)}; this process was late by ${lateP99.toFixed(0)} ms (p99), ${lateMax.toFixed(0)} ms at most.`,
  );
  say(`Report: ${report}`);
  return verdict.violations.length === 0 ? 0 : 1;
}

process.stdout.on('error', () => {});
try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${(error as Error).stack}\n`);
  process.exitCode = 2;
}
