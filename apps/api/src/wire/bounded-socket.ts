import type { Socket } from 'node:net';
import { WebSocket } from 'ws';
import { textFrame } from './text-frame.ts';

/** What a reader may leave unread before it is cut off: it comes back and goes on with the latest. */
const UNREAD_LIMIT_BYTES = 1024 * 1024;
const TRY_AGAIN_LATER = 1013;
/** tRPC's word to its clients: connect again, and go on there. They close the old socket once the new one is open. */
const RECONNECT = JSON.stringify({ id: null, method: 'reconnect' });

/**
 * A socket that is cut off when its reader does not keep up. tRPC sends whatever there is to send, so that
 * without this a reader that stopped reading would fill the memory of the process.
 */
export class BoundedSocket extends WebSocket {
  /** Those to which something was sent in this turn. */
  static readonly #gathered: BoundedSocket[] = [];
  #connection: Socket | undefined;
  #gathering = false;
  #leaving = false;
  #joining: Set<() => void> | undefined;

  /**
   * Asks the client to go on elsewhere. It still gets its answers here, but no more events: those come on its new socket,
   * from the last one it has, and would be heard twice if both told them.
   */
  sendAway(): void {
    this.sendText(RECONNECT);
    this.#leaving = true;
  }

  /** Tells it the connection below. */
  writeTo(connection: Socket): void {
    this.#connection = connection;
  }

  /** Sends a text that is its own. What is sent in one turn of the loop leaves in one write. */
  sendText(text: string): void {
    if (this.#leaving && isEvent(text)) return;
    if (!this.#takesFrames()) return;
    this.#gather();
    this.#below.write(textFrame(text));
  }

  /**
   * Sends an event as the bytes of a whole frame, which many sockets may share. It is written at once, so that whoever sends
   * many knows what it costs.
   */
  sendEvent(frame: Buffer): void {
    if (!this.#leaving && this.#takesFrames()) this.#below.write(frame);
  }

  /** Where frames are written: past ws, which would write their heads apart. */
  get #below(): Socket {
    if (!this.#connection) throw new Error('writeTo says where frames go');
    return this.#connection;
  }

  #takesFrames(): boolean {
    return this.readyState === this.OPEN && !this.#isCutOff();
  }

  /** Whether its reader is too slow. */
  #isCutOff(): boolean {
    if (this.bufferedAmount <= UNREAD_LIMIT_BYTES) return false;
    this.close(TRY_AGAIN_LATER, 'too slow');
    this.terminate();
    return true;
  }

  /** Calls `join` when what was sent in a turn is about to be written, so that more can go along. Gives the function that ends it. */
  beforeWrite(join: () => void): () => void {
    this.#joining ??= new Set();
    this.#joining.add(join);
    return () => void this.#joining?.delete(join);
  }

  /** An answer and the event that tells of it are two frames of one moment. */
  #gather(): void {
    if (this.#gathering) return;
    this.#gathering = true;
    this.#below.cork();
    // A next tick alone would come before what promises bring in this turn.
    if (BoundedSocket.#gathered.length === 0)
      queueMicrotask(() => process.nextTick(BoundedSocket.#writeGathered));
    BoundedSocket.#gathered.push(this);
  }

  static readonly #writeGathered = (): void => {
    for (const socket of BoundedSocket.#gathered.splice(0)) {
      for (const join of socket.#joining ?? []) join();
      socket.#gathering = false;
      socket.#below.uncork();
    }
  };
}

/** Whether a message of tRPC's is an event with an id to go on from. */
function isEvent(text: string): boolean {
  if (!text.startsWith('{')) return false;
  const { result } = JSON.parse(text) as { result?: { type?: string; id?: string } };
  return result?.type === 'data' && result.id !== undefined;
}

/** What the readers of these sockets have not read yet. */
export function unreadBytes(sockets: Iterable<WebSocket>): number {
  let sum = 0;
  for (const { bufferedAmount } of sockets) sum += bufferedAmount;
  return sum;
}
