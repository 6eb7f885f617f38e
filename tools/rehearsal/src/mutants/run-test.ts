import { spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { Mutant } from './mutants.ts';

const LIMIT_MS = 180_000;
/** The projects of vitest that have the tests of a layer. */
const PROJECTS = { unit: ['unit'], int: ['int'], e2e: ['e2e', 'alone'] };

/** Whether the test ran, and whether it noticed: it failed, or something that nobody caught ended the run. */
export type TestRun = { ran: boolean; caught: boolean; output: string };

type JsonReport = {
  testResults: { assertionResults: { status: string; fullName: string }[] }[];
};

/** Runs the named test in a folder. Only tests that really ran count: a suite that could not start has caught nothing. */
export async function runTest(
  folder: string,
  { project, file, test }: Mutant['caughtBy'],
): Promise<TestRun> {
  const report = path.join(folder, 'mutant-report.json');
  rmSync(report, { force: true });
  const projects = PROJECTS[project].map((name) => `--project=${name}`);
  const args = ['run', ...projects, file, '-t', test];
  const reporters = ['--reporter=json', `--outputFile=${report}`];
  const child = spawn(path.join(folder, 'node_modules/.bin/vitest'), [...args, ...reporters], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: LIMIT_MS,
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const code = await new Promise((resolve) => child.once('close', resolve));
  try {
    const { testResults } = JSON.parse(readFileSync(report, 'utf8')) as JsonReport;
    const statuses = testResults.flatMap(({ assertionResults }) =>
      assertionResults.map(({ status }) => status),
    );
    const ran = statuses.some((status) => status === 'passed' || status === 'failed');
    return { ran, caught: ran && code !== 0, output };
  } catch {
    return { ran: false, caught: false, output };
  }
}
