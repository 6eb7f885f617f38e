import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { LaneOwner } from './lane-owner.ts';
import type { Metrics } from './metrics.ts';

/** Serves GET /health and GET /metrics to those who run the worker. Port 0 takes any free one. */
export async function serveHealth(
  port: number,
  metrics: Metrics,
  lanes: LaneOwner,
): Promise<{ port: number; close(): Promise<void> }> {
  const server = createServer((request, response) => {
    void (async () => {
      if (request.method === 'GET' && request.url === '/health') {
        response.setHeader('content-type', 'application/json');
        response.end(JSON.stringify({ status: 'ok', lanes: lanes.owned() }));
      } else if (request.method === 'GET' && request.url === '/metrics') {
        response.setHeader('content-type', metrics.registry.contentType);
        response.end(await metrics.registry.metrics());
      } else {
        response.writeHead(404).end();
      }
    })();
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
