import { Result, types } from 'pg';
import type { Connection, FieldDef, QueryResult, Submittable } from 'pg';
import type { Writable } from 'node:stream';
import type { Statement } from './open-hand.ts';
import type { Parameter } from './parameters.ts';

/** A statement with its parameters, and whoever waits for its answer. */
export type Errand = {
  statement: Statement;
  parameters: readonly Parameter[];
  answer: (result: QueryResult) => void;
  fail: (error: Error) => void;
};

/**
 * Statements that travel together with one Sync behind the last: one write there and one back, however many they are.
 * Postgres takes them one after the other, each with its own snapshot, and when one fails none of those behind it.
 * https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-PIPELINING
 *
 * For a client's `query`, which calls the methods by their names.
 */
export class Trip implements Submittable {
  /** Settles when all is answered, or the first has failed. */
  readonly ended: Promise<void>;
  /** Called at the end. pg puts its own around it, which fails after a while of silence. */
  callback: (error?: Error | null) => void;
  readonly #errands: readonly Errand[];
  #prepared: Prepared = new Map();
  #next = 0;
  #result: OpenResult | undefined;

  constructor(errands: readonly Errand[]) {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.#errands = errands;
    this.ended = promise;
    this.callback = (error) => (error ? reject(error) : resolve());
    // Each errand is told by itself.
    promise.catch(() => undefined);
  }

  submit(connection: Connection): void {
    const wire = connection as unknown as Wire;
    this.#prepared = preparedOn(connection);
    wire.stream.cork();
    for (const errand of this.#errands) this.#send(wire, errand);
    wire.sync();
    wire.stream.uncork();
  }

  #send(wire: Wire, { statement: { name, text }, parameters }: Errand): void {
    const isNew = !this.#prepared.has(name);
    if (isNew) {
      // A trip that failed may have prepared it or not, and to close what is not there is no mistake.
      wire.close({ type: 'S', name });
      wire.parse({ name, text });
    }
    wire.bind({ statement: name, values: parameters });
    if (isNew) wire.describe({ type: 'P' });
    wire.execute();
  }

  handleRowDescription({ fields }: { fields: FieldDef[] }): void {
    this.#prepared.set(this.#name, fields);
  }

  handleDataRow({ fields }: { fields: (string | null)[] }): void {
    const result = this.#open();
    result.addRow(result.parseRow(fields));
  }

  handleCommandComplete(message: { text: string }): void {
    // Nothing described it, so that it gives no rows.
    if (!this.#prepared.has(this.#name)) this.#prepared.set(this.#name, []);
    const result = this.#open();
    result.addCommandComplete(message);
    this.#errands[this.#next]!.answer(result);
    this.#result = undefined;
    this.#next += 1;
  }

  /** Of what Postgres says of a statement, and of a connection that is gone. */
  handleError(error: Error): void {
    const unanswered = this.#errands.slice(this.#next);
    this.#next = this.#errands.length;
    for (const errand of unanswered) errand.fail(error);
    this.callback(error);
  }

  handleReadyForQuery(): void {
    this.callback();
  }

  get #name(): string {
    return this.#errands[this.#next]!.statement.name;
  }

  #open(): OpenResult {
    if (!this.#result) {
      this.#result = new Result('', types) as OpenResult;
      this.#result.addFields(this.#prepared.get(this.#name)!);
    }
    return this.#result;
  }
}

/** What pg's connection and results can do; its types keep that to themselves. */
type Wire = {
  stream: Writable;
  close(message: { type: 'S'; name: string }): void;
  parse(message: Statement): void;
  bind(message: { statement: string; values: readonly Parameter[] }): void;
  describe(message: { type: 'P' }): void;
  execute(): void;
  sync(): void;
};
type OpenResult = QueryResult & {
  addFields(fields: FieldDef[]): void;
  parseRow(fields: (string | null)[]): Record<string, unknown>;
  addRow(row: Record<string, unknown>): void;
  addCommandComplete(message: { text: string }): void;
};

/** What was prepared on a connection, by name: the fields of its rows. */
type Prepared = Map<string, FieldDef[]>;

const prepared = new WeakMap<Connection, Prepared>();

function preparedOn(connection: Connection): Prepared {
  const there = prepared.get(connection) ?? new Map<string, FieldDef[]>();
  prepared.set(connection, there);
  return there;
}
