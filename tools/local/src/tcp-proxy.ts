import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';

/** A wire between two processes that can be cut. */
export type TcpProxy = {
  port: number;
  /** Resets every connection; new ones are taken. Gives how many there were. */
  cut(): number;
  /**
   * Loses everything that is sent on the connections there are, without closing them, as when a machine or a firewall
   * forgets them. New ones work. After `forMs` what is left of them is reset, as keep-alive would.
   */
  forget(forMs: number): number;
  /** Holds everything back, on new connections too, until it is called with false. Nothing is lost. */
  stall(on: boolean): void;
  /** Sends everything on only after `ms`. */
  delay(ms: number): void;
  close(): void;
};

type Pair = { client: Socket; server: Socket; forgotten: boolean };

/** Starts a proxy to a port of this machine, on the loopback address only. */
export async function startTcpProxy(targetPort: number): Promise<TcpProxy> {
  const pairs = new Set<Pair>();
  let delayMs = 0;
  let stalled = false;
  let held: (() => void)[] = [];

  const forward = (pair: Pair, to: Socket, what: () => void): void => {
    const send = (): void => {
      if (!pair.forgotten && !to.destroyed) what();
    };
    if (stalled) held.push(send);
    else if (delayMs > 0) setTimeout(send, delayMs);
    else send();
  };
  const link = (pair: Pair, from: Socket, to: Socket): void => {
    from.setNoDelay(true);
    from.on('data', (chunk) => forward(pair, to, () => to.write(chunk)));
    from.on('end', () => forward(pair, to, () => to.end()));
    from.on('error', () => {});
    from.on('close', () => {
      if (pair.forgotten) return;
      pairs.delete(pair);
      forward(pair, to, () => to.destroy());
    });
  };
  const server = createServer({ allowHalfOpen: true }, (client) => {
    const pair = {
      client,
      server: connect({ port: targetPort, host: '127.0.0.1', allowHalfOpen: true }),
      forgotten: false,
    };
    pairs.add(pair);
    link(pair, client, pair.server);
    link(pair, pair.server, client);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });

  const reset = (some: Iterable<Pair>): number => {
    let count = 0;
    for (const pair of some) {
      pairs.delete(pair);
      pair.client.resetAndDestroy();
      pair.server.resetAndDestroy();
      count += 1;
    }
    return count;
  };

  return {
    port: (server.address() as AddressInfo).port,
    cut: () => reset([...pairs]),
    forget(forMs) {
      const some = [...pairs].filter((pair) => !pair.forgotten);
      for (const pair of some) pair.forgotten = true;
      setTimeout(() => reset(some), forMs).unref();
      return some.length;
    },
    stall(on) {
      stalled = on;
      if (!on) for (const send of held.splice(0)) send();
    },
    delay: (ms) => void (delayMs = ms),
    close() {
      held = [];
      reset([...pairs]);
      server.close();
    },
  };
}
