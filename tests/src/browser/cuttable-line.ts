import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';

/** A way to a store that can be cut, as in a tunnel, and mended again. */
export type CuttableLine = AsyncDisposable & { url: string; cut: () => void; mend: () => void };

/** Opens a line to `target` (an address such as http://127.0.0.1:4000). */
export async function openLine(target: string): Promise<CuttableLine> {
  const { port } = new URL(target);
  const sockets = new Set<Socket>();
  let broken = false;
  const server = createServer((near) => {
    near.on('error', () => {});
    if (broken) {
      near.destroy();
      return;
    }
    const far = connect(Number(port), '127.0.0.1');
    far.on('error', () => near.destroy());
    near.pipe(far).pipe(near);
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('close', () => sockets.delete(socket));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const cutAll = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cut() {
      broken = true;
      cutAll();
    },
    mend() {
      broken = false;
    },
    async [Symbol.asyncDispose]() {
      cutAll();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
