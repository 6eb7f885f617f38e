import type { Outcome, View } from '@lastpair/contracts';
import type { AppRouter } from '@lastpair/api';
import { createTRPCClient, createWSClient, wsLink } from '@trpc/client';
import { WebSocket as NodeWebSocket } from 'ws';
import { within } from './within.ts';
import { fromTrpcError } from './from-trpc-error.ts';
import type { Line } from './line.ts';
import { StoreError } from './store-error.ts';

const CONNECT_TIMEOUT_MS = 20_000;
/** The store is asked to answer within this time, where it is asked to wait at all. */
const WAIT_MS = 5_000;

/** Compression would cost this process more than the network saves it. */
class PlainWebSocket extends NodeWebSocket {
  constructor(url: string) {
    super(url, { perMessageDeflate: false });
  }
}

export type WsEvents = {
  onOutcome: (outcome: Outcome) => void;
  /** If given, the line also watches the drop. */
  onView?: ((view: View) => void) | undefined;
  /** The connection was lost; it comes back by itself and goes on where it was. */
  onLost: () => void;
};

/**
 * A shopper on a WebSocket of their own, who hears all their outcomes on it. Resolves when the store has confirmed
 * the subscriptions; throws StoreError when it does not.
 */
export async function openWsLine(
  origin: string,
  token: string,
  dropId: string,
  events: WsEvents,
): Promise<Line> {
  let closing = false;
  let lastError = 'no answer';
  const socket = createWSClient({
    url: `${origin.replace(/^http/, 'ws')}/trpc`,
    connectionParams: { token },
    // It behaves like the browser's own, as far as tRPC uses it.
    WebSocket: PlainWebSocket as unknown as typeof WebSocket,
    onError: (event) =>
      (lastError = (event as { message?: string } | undefined)?.message ?? lastError),
    onClose: () => closing || events.onLost(),
  });
  const client = createTRPCClient<AppRouter>({ links: [wsLink({ client: socket })] });
  const close = (): void => {
    closing = true;
    void socket.close();
  };

  const { promise: ready, resolve, reject } = Promise.withResolvers<true>();
  let missing = events.onView ? 2 : 1;
  const onStarted = (): void => {
    missing -= 1;
    if (missing === 0) resolve(true);
  };
  const onError = (error: unknown): void => reject(fromTrpcError(error));
  // From the very start: a guest who is new has no outcomes before, and none may be missed on the way.
  client.me.outcomes.subscribe(
    { lastEventId: 'start' },
    { onStarted, onError, onData: ({ data }) => events.onOutcome(data) },
  );
  if (events.onView) {
    const { onView } = events;
    client.drops.watch.subscribe(
      { dropId },
      { onStarted, onError, onData: ({ data }) => onView(data) },
    );
  }
  try {
    if (!(await within(ready, CONNECT_TIMEOUT_MS))) {
      throw new StoreError(0, 'no_connection', `no WebSocket within 20 s: ${lastError}`);
    }
  } catch (error) {
    close();
    throw error;
  }

  return {
    async send(onDropId, ask, wait) {
      const { commandId, kind, size } = ask;
      const waitMs = wait ? WAIT_MS : 0;
      try {
        if (kind === 'reserve') {
          return await client.reservations.reserve.mutate({
            dropId: onDropId,
            size,
            commandId,
            waitMs,
          });
        }
        const { reservationId } = ask;
        return await client.reservations[kind].mutate({ reservationId, commandId, waitMs });
      } catch (error) {
        throw fromTrpcError(error);
      }
    },
    async lookUp(commandId) {
      try {
        return await client.commands.byId.query({ commandId });
      } catch (thrown) {
        const error = fromTrpcError(thrown);
        if (error.status === 404) return undefined;
        throw error;
      }
    },
    close,
  };
}
