import type { BoundedSocket } from './bounded-socket.ts';

/** Where a stream goes whose client is on a WebSocket: that socket, and the head of its frames there. */
export type Wire = { socket: BoundedSocket; head: string };

/**
 * A stream in two forms. As an iterable any adapter of tRPC can read it; pushed, the same events go straight to a
 * WebSocket as frames that tRPC's own client understands, without a promise for each event and each reader.
 */
export type Pushed<Event> = AsyncIterable<Event> & {
  /** Begins to push. Gives the function that ends it, which may be called more than once. */
  pushTo(wire: Wire): Promise<() => void>;
};

export const isPushed = (value: unknown): value is Pushed<unknown> =>
  typeof value === 'object' && value !== null && 'pushTo' in value;
