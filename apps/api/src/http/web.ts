import { relative } from 'node:path';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import { compress } from 'hono/compress';

const FOR_EVER = 'public, max-age=31536000, immutable';

/** The web app: its files as they are, and its page for every address that is not a file. */
export function createWeb(root: string): Hono {
  const web = new Hono();
  // The file server takes paths from where the process runs.
  const from = relative(process.cwd(), root) || '.';
  web.use(compress());
  web.use(async (c, next) => {
    await next();
    // The names of assets change with their content; everything else is asked for anew.
    const lasting = c.res.ok && c.req.path.startsWith('/assets/');
    c.res.headers.set('cache-control', lasting ? FOR_EVER : 'no-cache');
  });
  web.get('*', serveStatic({ root: from }));
  web.get('*', (c, next) =>
    c.req.path.startsWith('/assets/')
      ? next()
      : serveStatic({ root: from, path: 'index.html' })(c, next),
  );
  return web;
}
