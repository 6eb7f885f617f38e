import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Who to run something as; nothing means as who we are. */
export type User = { uid: number; gid: number };

/**
 * Runs a program to its end and gives what it wrote to standard output. It gets a session of its own, so that Ctrl-C
 * doesn't end it half-way, and a bare environment, to which `environment` adds. Rejects with what it wrote when it fails.
 */
export function runTool(
  program: string,
  args: string[],
  user?: User,
  environment: Readonly<Record<string, string>> = {},
): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      ...user,
      // Any folder that everybody can enter, since ours may be closed to `user`.
      cwd: user ? '/' : tmpdir(),
      env: { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC', ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    let output = '';
    let complaints = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (complaints += chunk.toString()));
    child.once('error', reject);
    child.once('close', (code, signal) => {
      if (code === 0) return resolve(output);
      const said = (complaints.trim() || output.trim()).slice(-2_000);
      reject(new Error(`${path.basename(program)} ended with ${code ?? signal}: ${said}`));
    });
  });
}
