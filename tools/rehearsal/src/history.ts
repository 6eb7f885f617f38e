import { createReadStream, createWriteStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Command, DropStatus, OrderStatus, Outcome } from '@lastpair/contracts';

/** What a command asks, as its sender knows it. */
export type Asked = {
  id: string;
  who: string;
  kind: Command['kind'];
  dropId: string;
  /** As payloadOf gives it. */
  payload: string;
};

/** Counters of a size as a view shows them. */
export type Shown = [
  size: string,
  total: number,
  available: number,
  reserved: number,
  sold: number,
];

/** One line of the history. `t` is milliseconds since the run began. */
export type HistoryLine = { t: number } & (
  | ({ what: 'ask'; via: string } & Asked)
  /** What the store said to an ask of this id and payload. */
  | { what: 'answer'; id: string; payload: string; outcome: Outcome }
  /** A merchant's command that was answered with the drop as it is after it. */
  | { what: 'done'; id: string }
  | { what: 'conflict'; id: string; payload: string }
  | { what: 'trouble'; id: string; code: string }
  /** A bag that is checked out as the order `asked`. */
  | { what: 'checkout'; asked: string; who: string; bag: string[] }
  /** How an order is, as the store told whoever asked for `asked`; two tabs may have one order. */
  | {
      what: 'order';
      asked: string;
      orderId: string;
      version: number;
      status: OrderStatus;
      totalCents: number;
    }
  | { what: 'no order'; asked: string; code: string }
  /** On the stream of a shopper's own outcomes, which goes on where it was, whatever happens. */
  | { what: 'heard'; who: string; outcome: Outcome }
  | {
      what: 'view';
      watcher: number;
      dropId: string;
      seq: number;
      status: DropStatus;
      sizes: Shown[];
    }
  | { what: 'fault'; kind: string; phase: 'struck' | 'lifted' | 'recovered'; detail: string }
);

/** Without the time, which the recorder stamps. */
export type Unstamped = HistoryLine extends infer Line
  ? Line extends { t: number }
    ? Omit<Line, 't'>
    : never
  : never;

export type History = {
  record(line: Unstamped): void;
  now(): number;
  close(): Promise<void>;
};

/** Writes a history, line by line, to a file of JSON lines. */
export function openHistory(file: string): History {
  const stream = createWriteStream(file);
  const startedAt = performance.now();
  const now = (): number => Math.round(performance.now() - startedAt);
  return {
    now,
    record: (line) => void stream.write(`${JSON.stringify({ t: now(), ...line })}\n`),
    close: () => new Promise((resolve) => stream.end(resolve)),
  };
}

/** Reads a history that openHistory wrote. */
export async function readHistory(file: string): Promise<HistoryLine[]> {
  const lines: HistoryLine[] = [];
  const reader = createInterface({ input: createReadStream(file), crlfDelay: Infinity });
  for await (const line of reader) lines.push(JSON.parse(line) as HistoryLine);
  return lines;
}
