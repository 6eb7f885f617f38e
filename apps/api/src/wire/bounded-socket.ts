import type { Socket } from 'node:net';
import { WebSocket } from 'ws';

/** What a reader may leave unread before it is cut off: it comes back and goes on with the latest. */
const UNREAD_LIMIT_BYTES = 1024 * 1024;
const TRY_AGAIN_LATER = 1013;

/**
 * A socket that is cut off when its reader does not keep up. tRPC sends whatever there is to send, so that
 * without this a reader that stopped reading would fill the memory of the process.
 */
export class BoundedSocket extends WebSocket {
  #connection: Socket | undefined;
  #gathering = false;

  /** Tells it the connection below, so that what is sent in one turn of the loop leaves in one write. */
  gatherOn(connection: Socket): void {
    this.#connection = connection;
  }

  override send(...args: unknown[]): void {
    if (this.bufferedAmount > UNREAD_LIMIT_BYTES) {
      this.close(TRY_AGAIN_LATER, 'too slow');
      this.terminate();
      return;
    }
    this.#gather();
    (super.send as (...rest: unknown[]) => void).apply(this, args);
  }

  /** An answer and the event that tells of it are two frames of one moment. */
  #gather(): void {
    if (this.#gathering || !this.#connection) return;
    this.#gathering = true;
    this.#connection.cork();
    process.nextTick(() => {
      this.#gathering = false;
      this.#connection?.uncork();
    });
  }
}

/** What the readers of these sockets have not read yet. */
export function unreadBytes(sockets: Iterable<WebSocket>): number {
  let sum = 0;
  for (const { bufferedAmount } of sockets) sum += bufferedAmount;
  return sum;
}
