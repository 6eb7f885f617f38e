import { until } from '../kit/until.ts';
import type { TestStore } from '../kit/store.ts';

/** Settings of a store whose first api can be asked what its memory really holds. */
export const inspected = {
  envOf: (process: string): Record<string, string> =>
    process === 'api' ? { NODE_OPTIONS: '--inspect=127.0.0.1:0' } : {},
};

type Answer = { id: number; result: { usedSize?: number } };

/**
 * How many bytes the first api's heap holds once all garbage is gone. An idle process keeps its garbage for as long as it
 * likes, so it is asked to let go of it first, over the protocol of Node's inspector.
 */
export async function readHeap(store: TestStore): Promise<number> {
  const where = await until('the inspector', () =>
    store.lines
      .map((line) => /^api: Debugger listening on (ws:\S+)/.exec(line)?.[1])
      .findLast((url) => url !== undefined),
  );
  const inspector = new WebSocket(where);
  const ask = async (id: number, method: string): Promise<Answer['result']> => {
    const { promise, resolve } = Promise.withResolvers<Answer['result']>();
    inspector.addEventListener('message', ({ data }) => {
      const answer = JSON.parse(String(data)) as Answer;
      if (answer.id === id) resolve(answer.result);
    });
    inspector.send(JSON.stringify({ id, method }));
    return promise;
  };
  await new Promise((resolve, reject) => {
    inspector.addEventListener('open', resolve);
    inspector.addEventListener('error', reject);
  });
  try {
    await ask(1, 'HeapProfiler.collectGarbage');
    return (await ask(2, 'Runtime.getHeapUsage')).usedSize!;
  } finally {
    inspector.close();
  }
}
