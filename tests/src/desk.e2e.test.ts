import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll } from 'vitest';
import { alertTests } from './desk/alerts.suite.ts';
import { INVENTORY_TOKEN, restTests } from './desk/rest.suite.ts';
import { tapTests } from './desk/taps.suite.ts';
import { transferTests } from './desk/transfers.suite.ts';
import { describeOnBothBackends } from './kit/backends.ts';
import { useStore } from './kit/use-store.ts';

// Two apis and two workers for all of it: a whole store takes longer to start than most of this to run.
describeOnBothBackends('the desk', (backend) => {
  const dumpDir = mkdtempSync(path.join(tmpdir(), 'lastpair-dump-'));
  const store = useStore({
    backend,
    env: {
      PRIVATE_ADDRESSES: 'true',
      INVENTORY_TOKEN,
      WEBHOOK_ATTEMPTS: '2',
      DUMP_DIR: dumpDir,
      DUMP_KEEP_DAYS: '7',
      // Which worker listens to a tap is said there.
      LOG_LEVEL: 'info',
    },
  });
  afterAll(() => rmSync(dumpDir, { recursive: true, force: true }));

  restTests(store);
  alertTests(store);
  transferTests(store, () => dumpDir);
  tapTests(store);
});
