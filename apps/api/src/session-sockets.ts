import type { WebSocket } from 'ws';
import type { Caller } from './context.ts';
import type { Sessions } from './sessions.ts';

/** Of our own range of codes. Clients come back at once, and are whoever their cookie says they are then. */
const SESSION_ENDED = 4401;
/** The answer of the call that ended the session may be on its way out. */
const CLOSE_AFTER_MS = 50;
/** Whoever does not say goodbye in this time is hung up on. */
const GOODBYE_MS = 1_000;

/** Who is at the other end of an open socket is known when it opens. This is for when that is no longer true. */
export type SessionSockets = {
  /** From now on, when the caller's session ends, `caller` becomes nobody and the socket is closed. */
  follow(socket: WebSocket, caller: Caller): void;
  stop(): void;
};

/** Closes the sockets of sessions that end; looks every `checkSeconds` whether any has, in case word of it was lost. */
export function createSessionSockets(
  sessions: Pick<Sessions, 'keyOf' | 'onEnd' | 'endStale'>,
  checkSeconds: number,
  onError: (error: Error) => void,
): SessionSockets {
  const open = new Map<string, Map<WebSocket, Caller>>();

  sessions.onEnd((key) => {
    for (const [socket, caller] of open.get(key) ?? []) {
      caller.shopper = undefined;
      caller.token = undefined;
      setTimeout(() => socket.close(SESSION_ENDED, 'the session has ended'), CLOSE_AFTER_MS);
      setTimeout(() => socket.terminate(), CLOSE_AFTER_MS + GOODBYE_MS).unref();
    }
    open.delete(key);
  });
  const timer = setInterval(
    () => void sessions.endStale([...open.keys()]).catch(onError),
    checkSeconds * 1_000,
  );

  return {
    follow(socket, caller) {
      if (!caller.shopper || !caller.token || socket.readyState !== socket.OPEN) return;
      const key = sessions.keyOf(caller.token);
      const sockets = open.get(key) ?? new Map<WebSocket, Caller>();
      open.set(key, sockets.set(socket, caller));
      socket.once('close', () => {
        sockets.delete(socket);
        if (sockets.size === 0 && open.get(key) === sockets) open.delete(key);
      });
    },
    stop: () => clearInterval(timer),
  };
}
