import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Makes an empty folder for a test that everybody may enter; it is removed with all that is in it. */
export function temporaryFolder(): { path: string } & AsyncDisposable {
  const folder = mkdtempSync(path.join(tmpdir(), 'lastpair-test-'));
  chmodSync(folder, 0o755);
  return {
    path: folder,
    async [Symbol.asyncDispose]() {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
