import { parseReading } from '@lastpair/contracts';
import type { BadReadingReason, StampedReading } from '@lastpair/contracts';
import type { BadOnes, TapReport } from '@lastpair/db';
import { hasPrivateHost, lookupPublic } from '@lastpair/runtime';
import { WebSocket } from 'ws';
import type { RawData } from 'ws';

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 30_000;
/** A connection that lived this long was well: the next pause is a short one again. */
const WELL_AFTER_MS = 10_000;
const HANDSHAKE_LIMIT_MS = 5_000;
/** How often the other side is asked whether it is there, and how long it may take to say so. */
const PING_EVERY_MS = 10_000;
const MESSAGE_LIMIT_BYTES = 1024 * 1024;
/** What one tap may say in a tenth of a second; the rest waits in its own buffers. The worker has shoppers to serve. */
const BUDGET_MS = 100;
const LINES_PER_BUDGET = 1_000;
/** How soon it is found that this process is sure again to be the listener. */
const LOOK_EVERY_MS = 50;
const BAD_SHOWN_PER_REPORT = 20;
const BAD_TEXT_LENGTH = 200;

/** Listens to one tap until it is stopped, whatever comes or does not. */
export type Connector = {
  /** What there is to report since the last time; undefined when nothing has changed. */
  takeReport(): TapReport | undefined;
  stop(): void;
};

export type ConnectorOptions = {
  tap: { id: number; url: string };
  privateAddresses: boolean;
  /** Makes the stamp of a reading at the moment it is heard. */
  stamp: () => number;
  /**
   * Whether this process is sure to be the tap's listener at this moment: after a freeze another one may be. While it is
   * not, what is heard waits until it is, or until the connector is stopped.
   */
  mayHear: () => boolean;
  /** Takes readings, and gives those it could not keep. */
  take: (readings: StampedReading[]) => number;
};

export function startConnector(options: ConnectorOptions): Connector {
  const { tap, privateAddresses, stamp, mayHear, take } = options;
  let socket: WebSocket | undefined;
  let failures = 0;
  let stopped = false;
  let pause: NodeJS.Timeout | undefined;
  let changed = true;
  let report = emptyReport(tap.id);
  let budget: (lines: number) => void = () => {};
  /** What came while it was not sure who listens, and the next look whether it is again. */
  let unsure: string[] = [];
  let look: NodeJS.Timeout | undefined;

  const note = (reason: BadReadingReason, line: string): void => {
    report.bad.count += 1;
    if (report.bad.some.length < BAD_SHOWN_PER_REPORT) {
      report.bad.some.push({ reason, text: showable(line) });
    }
  };

  const hear = (lines: string[]): void => {
    budget(lines.length);
    const readings: StampedReading[] = [];
    for (const line of lines) {
      const reading = parseReading(line);
      if ('bad' in reading) note(reading.bad, line);
      else readings.push({ ...reading, stamp: stamp(), tapId: tap.id });
    }
    report.readings += readings.length;
    if (readings.length > 0) report.overtaken += take(readings);
    changed = true;
  };

  const hearWhenSure = (): void => {
    look = undefined;
    if (stopped) return;
    if (!mayHear()) return void (look = setTimeout(hearWhenSure, LOOK_EVERY_MS));
    const lines = unsure;
    unsure = [];
    socket?.resume();
    hear(lines);
  };

  const connect = (): void => {
    const startedAt = performance.now();
    const fail = (error: unknown): void => {
      report.lastError = error instanceof Error ? error.message : String(error);
    };
    const end = (): void => {
      if (stopped) return;
      failures = performance.now() - startedAt > WELL_AFTER_MS ? 0 : failures + 1;
      report.state = 'down';
      changed = true;
      const most = Math.min(FIRST_PAUSE_MS * 2 ** failures, LONGEST_PAUSE_MS);
      // Half of it at random, so that not all come back to a tap at once.
      pause = setTimeout(connect, most / 2 + (Math.random() * most) / 2);
    };
    if (!privateAddresses && hasPrivateHost(tap.url)) {
      fail('private addresses are refused (PRIVATE_ADDRESSES)');
      return end();
    }
    let current: WebSocket;
    try {
      current = open(tap.url, privateAddresses);
    } catch (error) {
      // An address that no connection can be made to, whatever we thought of it when it was set.
      fail(error);
      return end();
    }
    socket = current;
    budget = createBudget(current);
    let answered = true;
    const ping = setInterval(() => {
      if (!answered && !current.isPaused) return current.terminate();
      answered = false;
      if (current.readyState === WebSocket.OPEN) current.ping();
    }, PING_EVERY_MS);
    current.on('pong', () => (answered = true));
    current.on('open', () => {
      report.state = 'live';
      report.lastError = null;
      report.connections += 1;
      changed = true;
    });
    current.on('message', (data) => {
      // A connection that is ended still gives what is in its buffers.
      if (stopped) return;
      answered = true;
      const lines = linesOf(data);
      if (!look && mayHear()) return hear(lines);
      // What a frozen process finds in its buffers may be old: if it is not the listener any more, somebody else has
      // heard it, and newer.
      unsure.push(...lines);
      current.pause();
      look ??= setTimeout(hearWhenSure, LOOK_EVERY_MS);
    });
    current.on('error', fail);
    current.on('close', (code) => {
      clearInterval(ping);
      report.lastError ??= `the tap ended the connection (${code})`;
      end();
    });
  };

  connect();
  return {
    takeReport() {
      if (!changed) return undefined;
      changed = false;
      const taken = report;
      report = { ...emptyReport(tap.id), state: taken.state, lastError: taken.lastError };
      return taken;
    },
    stop() {
      stopped = true;
      clearTimeout(pause);
      clearTimeout(look);
      socket?.terminate();
    },
  };
}

const open = (url: string, privateAddresses: boolean): WebSocket =>
  new WebSocket(url, {
    handshakeTimeout: HANDSHAKE_LIMIT_MS,
    maxPayload: MESSAGE_LIMIT_BYTES,
    perMessageDeflate: false,
    ...(!privateAddresses && { lookup: lookupPublic }),
  });

const noBad = (): BadOnes => ({ count: 0, some: [] });
const emptyReport = (tapId: number): TapReport => ({
  tapId,
  state: 'down',
  readings: 0,
  connections: 0,
  overtaken: 0,
  lastError: null,
  bad: noBad(),
});

/** Stops reading a socket that says more than its share, until the next tenth of a second. */
function createBudget(socket: WebSocket): (lines: number) => void {
  let since = 0;
  let used = 0;
  return (lines) => {
    const now = performance.now();
    if (now - since > BUDGET_MS) {
      since = now;
      used = 0;
    }
    used += lines;
    if (used < LINES_PER_BUDGET || socket.isPaused) return;
    socket.pause();
    // A message of many lines has used several shares.
    setTimeout(() => socket.resume(), (BUDGET_MS * used) / LINES_PER_BUDGET);
  };
}

/** The lines of a message, empty ones left out. */
function linesOf(data: RawData): string[] {
  const text = Array.isArray(data)
    ? Buffer.concat(data).toString()
    : Buffer.from(data as Buffer).toString();
  return text.split('\n').filter((line) => line.trim() !== '');
}

/** What can be kept and shown of anything. */
const showable = (text: string): string =>
  text.slice(0, BAD_TEXT_LENGTH).toWellFormed().replaceAll(/\p{C}/gu, '\uFFFD');
