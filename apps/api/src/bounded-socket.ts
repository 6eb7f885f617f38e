import { WebSocket } from 'ws';

/** What a reader may leave unread before it is cut off: it comes back and goes on with the latest. */
const UNREAD_LIMIT_BYTES = 1024 * 1024;
const TRY_AGAIN_LATER = 1013;

/**
 * A socket that is cut off when its reader does not keep up. tRPC sends whatever there is to send, so that
 * without this a reader that stopped reading would fill the memory of the process.
 */
export class BoundedSocket extends WebSocket {
  override send(...args: unknown[]): void {
    if (this.bufferedAmount > UNREAD_LIMIT_BYTES) {
      this.close(TRY_AGAIN_LATER, 'too slow');
      this.terminate();
      return;
    }
    (super.send as (...rest: unknown[]) => void).apply(this, args);
  }
}

/** What the readers of these sockets have not read yet. */
export function unreadBytes(sockets: Iterable<WebSocket>): number {
  let sum = 0;
  for (const { bufferedAmount } of sockets) sum += bufferedAmount;
  return sum;
}
