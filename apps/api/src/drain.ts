import type { Server } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { WebSocket, WebSocketServer } from 'ws';

/** tRPC's word to its clients: connect again, and go on there. They close the old socket once the new one is open. */
const RECONNECT = JSON.stringify({ id: null, method: 'reconnect' });
const SLICE_EVERY_MS = 100;
/** How long a client has for that before its socket is closed. */
const LEAVE_WITHIN_MS = 1_000;
/** How long commands in line, and then requests, have to get their answers. */
const LAST_ANSWERS_MS = 1_000;
/** How long a client may take to say goodbye. */
const GOODBYE_MS = 500;
const LOOK_EVERY_MS = 20;
const SERVICE_RESTART = 1012;

/**
 * Empties an api before it ends, so that nobody is cut off in mid-sentence and not all come back elsewhere in one moment:
 * goes on as ever for `drainMs`, in which a balancer sees that it is not ready and looks away; then takes no new
 * connection, tells the sockets to reconnect, slice by slice over `reconnectMs`, and lets everybody have their answers. Takes
 * at most about two and a half seconds longer than both.
 */
export async function drain(options: {
  server: Server;
  sockets: WebSocketServer;
  drainMs: number;
  reconnectMs: number;
  /** Resolves when the commands that are in line now are answered. */
  settled: () => Promise<unknown>;
}): Promise<void> {
  const { server, sockets, drainMs, reconnectMs, settled } = options;
  await sleep(drainMs);
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  // From now on an upgrade is refused, on connections that were there before as well.
  sockets.close();
  await Promise.all(
    slicesOf([...sockets.clients], Math.max(1, Math.floor(reconnectMs / SLICE_EVERY_MS))).map(
      async (slice, index) => {
        await sleep(index * SLICE_EVERY_MS);
        await sendAway(slice, settled);
      },
    ),
  );
  const idle = setInterval(() => server.closeIdleConnections(), LOOK_EVERY_MS);
  const insist = setTimeout(() => server.closeAllConnections(), LAST_ANSWERS_MS);
  await closed;
  clearInterval(idle);
  clearTimeout(insist);
}

/** Tells these clients to leave, and closes the sockets of those who did not. */
async function sendAway(slice: readonly WebSocket[], settled: () => Promise<unknown>) {
  for (const socket of slice) if (socket.readyState === socket.OPEN) socket.send(RECONNECT);
  const isEmpty = (): boolean => slice.every(({ readyState, CLOSED }) => readyState === CLOSED);
  await waitFor(isEmpty, LEAVE_WITHIN_MS);
  if (isEmpty()) return;
  await Promise.race([settled(), sleep(LAST_ANSWERS_MS)]);
  // An answer is on its way a turn of the loop after its command is settled.
  await sleep(LOOK_EVERY_MS);
  for (const socket of slice) socket.close(SERVICE_RESTART, 'restarting');
  await waitFor(isEmpty, GOODBYE_MS);
  for (const socket of slice) socket.terminate();
}

async function waitFor(holds: () => boolean, withinMs: number): Promise<void> {
  const end = performance.now() + withinMs;
  while (!holds() && performance.now() < end) await sleep(LOOK_EVERY_MS);
}

/** Deals a list into `count` parts of about the same size. */
function slicesOf<T>(list: readonly T[], count: number): T[][] {
  const slices = Array.from({ length: count }, (): T[] => []);
  list.forEach((each, index) => slices[Math.floor((index * count) / list.length)]!.push(each));
  return slices;
}
