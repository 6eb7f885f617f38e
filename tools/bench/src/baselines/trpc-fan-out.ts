import { EventEmitter, on } from 'node:events';
import { createServer } from 'node:http';
import { initTRPC, tracked } from '@trpc/server';
import { applyWSSHandler } from '@trpc/server/adapters/ws';
import { WebSocketServer } from 'ws';
import { serveUntilParentEnds } from './serve.ts';
import type { Ask } from './serve.ts';

// B3: live stock as the documentation of tRPC shows subscriptions. No database: nothing is measured but the way out.

const stock = new EventEmitter();
stock.setMaxListeners(0);
/** Of the drop that is on sale: a new one begins at 0. */
let dropOnSale = '';
let seq = 0;

/** As much as a view of the store has: one drop with one size. */
const viewAt = (at: number) => ({
  id: '018f0000-0000-7000-8000-000000000000',
  product: { brand: 'Lastpair', name: 'Bench', colorway: 'Grey', priceCents: 19_000 },
  status: 'open',
  seq: at,
  sizes: [
    { size: '42', total: 20_000, available: 20_000 - at, reserved: at, sold: 0, level: 'high' },
  ],
});

const t = initTRPC.create();
const router = t.router({
  drops: t.router({
    watch: t.procedure
      .input((input) => input)
      .subscription(async function* ({ signal }) {
        // Listen first, so that nothing falls in between.
        const changes = on(stock, 'view', signal ? { signal } : {});
        yield tracked(String(seq), viewAt(seq));
        for await (const [view] of changes as AsyncIterable<[ReturnType<typeof viewAt>]>) {
          yield tracked(String(view.seq), view);
        }
      }),
  }),
});

const server = createServer((request, response) => {
  let text = '';
  request.on('data', (chunk: Buffer) => (text += chunk.toString()));
  request.on('end', () => {
    const { dropId } = JSON.parse(text) as Ask;
    seq = dropId === dropOnSale ? seq + 1 : 1;
    dropOnSale = dropId;
    stock.emit('view', viewAt(seq));
    const body = JSON.stringify({ status: 'accepted', seq });
    response.writeHead(201, { 'content-type': 'application/json', 'content-length': body.length });
    response.end(body);
  });
});
const sockets = new WebSocketServer({ server, path: '/trpc', perMessageDeflate: false });
applyWSSHandler({ wss: sockets, router });
serveUntilParentEnds(server);
