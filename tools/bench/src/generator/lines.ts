import { clientFrame } from './frames.ts';
import { createHttpReader } from './http-reader.ts';
import type { Target } from './messages.ts';
import { tokenOf } from './people.ts';
import { openRawSocket } from './raw-socket.ts';
import type { RawSocket } from './raw-socket.ts';
import { openWebSocket } from './web-socket.ts';

/** What a command came to. */
export const STATUS = {
  unanswered: 0,
  accepted: 1,
  refused: 2,
  failed: 3,
  queued: 4,
  later: 5,
} as const;

/** Gets what comes in on a line. */
export type Ears = {
  /** The answer to command number `k`; -1 when it is the one that is under way on this line. */
  onAnswer(k: number, status: number, seq: number): void;
  /** The answer to the command of this id. */
  onOutcome(commandId: string, status: number, seq: number): void;
  /** The stock was shown as it is at `seq`, with so many pairs left in the first size. */
  onView(seq: number, left: number): void;
  onTrouble(what: string): void;
};

/** Requests of ours by id on each socket; command number k has id k + FIRST_COMMAND. */
const WATCH = 1;
const OUTCOMES = 2;
const HELLO = 3;
const FIRST_COMMAND = 10;

/** accepted, refused; else it is queued. */
const LETTER_A = 0x61;
const LETTER_R = 0x72;

const statusIn = (text: string): number => {
  const at = text.indexOf('"status":"');
  if (at < 0) return STATUS.failed;
  const first = text.charCodeAt(at + 10);
  if (first === LETTER_A) return STATUS.accepted;
  return first === LETTER_R ? STATUS.refused : STATUS.queued;
};

/** An error that says when to come back is an invitation; any other is a failure. */
const statusOfError = (text: string): number =>
  text.includes('"retryAfterSeconds"') ? STATUS.later : STATUS.failed;

/** The number after the first `name` in a JSON text, or `missing`. */
const numberIn = (text: string, name: string, missing: number): number => {
  const at = text.indexOf(`"${name}":`);
  if (at < 0) return missing;
  const start = at + name.length + 3;
  return Number.parseInt(text.slice(start, start + 16), 10);
};
const seqIn = (text: string): number => numberIn(text, 'seq', 0);
const leftIn = (text: string): number => numberIn(text, 'available', -1);

const commandIdIn = (text: string): string => {
  const at = text.indexOf('"commandId":"') + 13;
  return text.slice(at, at + 36);
};

/** Opens a line to a system under test and resolves when it is ready for commands. */
export function openLine(target: Target, person: number, ears: Ears): Promise<RawSocket> {
  switch (target.wire) {
    case 'trpc':
      return openTrpcLine(target, person, ears);
    case 'http':
      return openHttpLine(target, ears);
    case 'live':
      return openLiveLine(target, ears);
  }
}

/** tRPC over WebSocket, as @trpc/client speaks it. */
async function openTrpcLine(
  target: Extract<Target, { wire: 'trpc' }>,
  person: number,
  ears: Ears,
): Promise<RawSocket> {
  const { watch, outcomes, signedIn } = target;
  const ready = Promise.withResolvers<void>();
  let missing = 1 + (watch ? 1 : 0) + (outcomes ? 1 : 0);
  const oneLess = (): void => {
    missing -= 1;
    if (missing === 0) ready.resolve();
  };
  const take = (payload: Buffer): void => {
    const text = payload.toString('latin1');
    if (text === 'PING') return socket.write(clientFrame('PONG'));
    // Every message begins with the id of what it answers: {"id":1,
    const id = Number.parseInt(text.slice(6, 16), 10);
    if (id >= FIRST_COMMAND) {
      const status = text.includes('"error":{') ? statusOfError(text) : statusIn(text);
      if (status === STATUS.failed) ears.onTrouble(text.slice(0, 300));
      return ears.onAnswer(id - FIRST_COMMAND, status, seqIn(text));
    }
    if (id === HELLO) return oneLess();
    if (text.includes('"type":"started"')) return oneLess();
    if (id === WATCH && text.includes('"type":"data"')) {
      return ears.onView(seqIn(text), leftIn(text));
    }
    if (id === OUTCOMES && text.includes('"type":"data"')) {
      return ears.onOutcome(commandIdIn(text), statusIn(text), seqIn(text));
    }
    const trouble = text.slice(0, 300);
    ears.onTrouble(trouble);
    if (missing === 0) return;
    // Nobody is to wait for a line of which a part was refused.
    socket.end();
    ready.reject(new Error(trouble));
  };
  const path = signedIn ? '/trpc?connectionParams=1' : '/trpc';
  const socket = await openWebSocket({ ...target, path }, take, (why) => {
    ready.reject(new Error(`a line was lost: ${why}`));
    ears.onTrouble(`a line was lost: ${why}`);
  });
  const say = (message: object): void => socket.write(clientFrame(JSON.stringify(message)));
  if (signedIn) say({ method: 'connectionParams', data: { token: tokenOf(person) } });
  const subscribe = (id: number, procedure: string, input: object): void =>
    say({ id, method: 'subscription', params: { path: procedure, input } });
  if (watch) subscribe(WATCH, 'drops.watch', { dropId: watch });
  if (outcomes) subscribe(OUTCOMES, 'me.outcomes', {});
  // Any answer will do: it comes when the store knows who is there.
  say({ id: HELLO, method: 'query', params: { path: 'hello' } });
  await ready.promise;
  return socket;
}

const STATUS_OF_CODE = new Map<number, number>([
  [200, STATUS.accepted],
  [201, STATUS.accepted],
  [202, STATUS.queued],
  [409, STATUS.refused],
  [429, STATUS.later],
  [503, STATUS.later],
]);

/** HTTP with keep-alive, one request at a time. */
function openHttpLine(target: Extract<Target, { wire: 'http' }>, ears: Ears): Promise<RawSocket> {
  const reader = createHttpReader((code, body) => {
    const status = STATUS_OF_CODE.get(code) ?? STATUS.failed;
    if (status === STATUS.failed) ears.onTrouble(`${code} ${body.slice(0, 300)}`);
    ears.onAnswer(-1, status, seqIn(body));
  });
  return openRawSocket(target, reader, (why) => ears.onTrouble(`a line was lost: ${why}`));
}

/** The stock as plain JSON messages over a WebSocket, as simple servers send it. */
function openLiveLine(target: Extract<Target, { wire: 'live' }>, ears: Ears): Promise<RawSocket> {
  return openWebSocket(
    target,
    (payload) => {
      const text = payload.toString('latin1');
      ears.onView(seqIn(text), leftIn(text));
    },
    (why) => ears.onTrouble(`a line was lost: ${why}`),
  );
}

/** A reservation as one tRPC message, ready to be written. */
export const trpcCommand = (
  k: number,
  input: { dropId: string; size: string; commandId: string; waitMs: number },
): Buffer =>
  clientFrame(
    JSON.stringify({
      id: k + FIRST_COMMAND,
      method: 'mutation',
      params: { path: 'reservations.reserve', input },
    }),
  );

/** An HTTP request, ready to be written. */
export function httpCommand(path: string, body: object, token?: string): Buffer {
  const json = JSON.stringify(body);
  const head = [
    `POST ${path} HTTP/1.1`,
    'Host: 127.0.0.1',
    ...(token ? [`Authorization: Bearer ${token}`] : []),
    'Content-Type: application/json',
    `Content-Length: ${Buffer.byteLength(json)}`,
  ];
  return Buffer.from(`${head.join('\r\n')}\r\n\r\n${json}`);
}
