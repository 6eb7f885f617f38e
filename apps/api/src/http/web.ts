import { relative } from 'node:path';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';

/** The web app: its files as they are, and its page for every address that is not a file. */
export function createWeb(root: string): Hono {
  const web = new Hono();
  // The file server takes paths from where the process runs.
  const from = relative(process.cwd(), root) || '.';
  web.use('/assets/*', async (c, next) => {
    await next();
    // Their names change with their content.
    if (c.res.ok) c.res.headers.set('cache-control', 'public, max-age=31536000, immutable');
  });
  web.get('*', serveStatic({ root: from }));
  web.get('*', (c, next) =>
    c.req.path.startsWith('/assets/')
      ? next()
      : serveStatic({ root: from, path: 'index.html' })(c, next),
  );
  return web;
}
