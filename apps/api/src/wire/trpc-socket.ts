import { EventEmitter } from 'node:events';
import type { WebSocket } from 'ws';
import type { Context } from '../context.ts';
import type { BoundedSocket } from './bounded-socket.ts';

/** What tRPC sees of a socket: all of it but the messages that are answered before they come to tRPC. */
export class TrpcSocket extends EventEmitter {
  /** The whole of it. */
  readonly socket: BoundedSocket;
  /** Who is at the other end, once tRPC has asked. */
  context: Promise<Context> | undefined;

  constructor(socket: BoundedSocket) {
    super();
    this.socket = socket;
    socket.on('close', () => this.emit('close'));
    socket.on('error', (error) => this.emit('error', error));
  }

  get readyState(): number {
    return this.socket.readyState;
  }

  send(text: string): void {
    this.socket.sendText(text);
  }

  close(): void {
    this.socket.close();
  }

  /** The socket as tRPC's types want it, of which it uses no more than is here. */
  asWebSocket(): WebSocket {
    return this as unknown as WebSocket;
  }
}
