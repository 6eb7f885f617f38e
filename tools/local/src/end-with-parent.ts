import { spawn } from 'node:child_process';
import type { Socket } from 'node:net';

/**
 * Sends `signal` to process `pid` as soon as this process is gone, however it went: a little shell waits for the
 * end of a pipe that only this process holds. Gives the function that calls this off.
 */
export function endWithParent(pid: number, signal: 'INT' | 'KILL'): () => void {
  // A session of its own, so that Ctrl-C and a kill of our process group don't reach it.
  const watcher = spawn('sh', ['-c', `read -r _; kill -${signal} ${pid}`], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
    cwd: '/',
  });
  // Without a shell there is no watcher, and nothing else is different.
  watcher.on('error', () => {});
  watcher.stdin.on('error', () => {});
  watcher.unref();
  (watcher.stdin as Socket).unref();
  return () => void watcher.kill('SIGKILL');
}
