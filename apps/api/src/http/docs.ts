import { readFile } from 'node:fs/promises';
import { Hono } from 'hono';

const ASSETS: Record<string, string> = {
  'swagger-ui.css': 'text/css',
  'swagger-ui-bundle.js': 'text/javascript',
};

const PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Lastpair API</title>
<link rel="stylesheet" href="/api/docs/swagger-ui.css">
</head>
<body>
<div id="docs"></div>
<script src="/api/docs/swagger-ui-bundle.js"></script>
<script src="/api/docs/start.js"></script>
</body>
</html>`;

const START = `SwaggerUIBundle({ url: '/api/openapi.json', dom_id: '#docs', deepLinking: true })`;

/** The OpenAPI document and a page to read and try it. All of it is served from here: it works without the internet. */
export function createDocs(): Hono {
  const docs = new Hono();
  let document: Promise<string> | undefined;
  docs.get('/openapi.json', async (c) => {
    document ??= writeDocument();
    return c.body(await document, 200, { 'content-type': 'application/json' });
  });
  docs.get('/docs', (c) => c.html(PAGE));
  docs.get('/docs/start.js', (c) => c.body(START, 200, { 'content-type': 'text/javascript' }));
  for (const [name, type] of Object.entries(ASSETS)) {
    docs.get(`/docs/${name}`, async (c) =>
      c.body(await readFile(new URL(import.meta.resolve(`swagger-ui-dist/${name}`))), 200, {
        'content-type': type,
        'cache-control': 'public, max-age=86400',
      }),
    );
  }
  return docs;
}

/** What makes the document is much to load for an api that is never asked for it. */
async function writeDocument(): Promise<string> {
  const { createOpenApiDocument } = await import('./openapi.ts');
  return JSON.stringify(createOpenApiDocument());
}
