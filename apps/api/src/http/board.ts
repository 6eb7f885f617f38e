import { createBullBoard } from '@bull-board/api';
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import { HonoAdapter } from '@bull-board/hono';
import { serveStatic } from '@hono/node-server/serve-static';
import type { Road } from '@lastpair/queue';
import type { Hono } from 'hono';

/**
 * The BullMQ board of all queues, to be mounted at `path`. It has no guard of its own: merchants alone may be let in there. It
 * only shows, unless it is unlocked; even then retry, promote or delete can do no harm, because jobs carry no truth.
 */
export function createBoard(
  queues: Road['queues'],
  { path, unlocked }: { path: string; unlocked: boolean },
): Hono {
  const adapter = new HonoAdapter(serveStatic);
  adapter.setBasePath(path);
  createBullBoard({
    queues: queues.map((queue) => new BullMQAdapter(queue, { readOnlyMode: !unlocked })),
    serverAdapter: adapter,
    options: { uiConfig: { boardTitle: 'Lastpair lanes' } },
  });
  return adapter.registerPlugin();
}
