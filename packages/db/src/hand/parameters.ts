import type { Statement } from './open-hand.ts';

/** What a statement may be given. */
export type Value = Date | number | string | null | readonly (number | string | null)[];

/** How Postgres receives elements of a type. https://www.postgresql.org/docs/current/protocol-overview.html#PROTOCOL-FORMAT-CODES */
type ElementType = {
  oid: number;
  /** The most bytes that the value takes. */
  bytes: (value: unknown) => number;
  /** Writes the value and gives where it ends. */
  write: (to: Buffer, value: unknown, at: number) => number;
};

const ELEMENT_TYPES: Record<string, ElementType> = {
  uuid: { oid: 2950, bytes: () => 16, write: writeUuid },
  int: { oid: 23, bytes: () => 4, write: writeInt },
  bigint: { oid: 20, bytes: () => 8, write: writeBigint },
  timestamptz: { oid: 1184, bytes: () => 8, write: writeTime },
  text: { oid: 25, bytes: mostBytes, write: writeText },
  jsonb: {
    oid: 3802,
    bytes: (value) => 1 + mostBytes(value),
    write: (to, value, at) => writeText(to, value, to.writeUInt8(JSONB_VERSION, at)),
  },
};
const JSONB_VERSION = 1;
const LENGTH_BYTES = 4;

/** A parameter as it travels: in binary if it is a Buffer, else as text. */
export type Parameter = Buffer | string | null;

/**
 * A statement's values as they travel. Arrays (`$2::uuid[]`; times are epoch milliseconds) go in Postgres' binary format: as text,
 * each element is quoted and escaped here and parsed there, for a sixth of what a row of the log costs. Throws what
 * Postgres would have said, SQLSTATE 22P02, of an element that is not of its type.
 */
export function toParameters({ text }: Statement, values: readonly Value[]): Parameter[] {
  const types = arrayTypesOf(text);
  return values.map((value, index) => {
    if (Array.isArray(value)) return binaryArray(value, types[index]);
    if (value instanceof Date) return value.toISOString();
    return value === null ? null : String(value);
  });
}

const known = new Map<string, readonly (ElementType | undefined)[]>();

/** For each parameter of a statement that is an array the type of its elements. */
function arrayTypesOf(statement: string): readonly (ElementType | undefined)[] {
  const before = known.get(statement);
  if (before) return before;
  const types: (ElementType | undefined)[] = [];
  for (const [, number, name] of statement.matchAll(/\$(\d+)::(\w+)\[\]/g)) {
    types[Number(number) - 1] = ELEMENT_TYPES[name!];
  }
  known.set(statement, types);
  return types;
}

function binaryArray(values: readonly unknown[], type: ElementType | undefined): Buffer {
  if (!type) throw new Error('an array of a type that has no binary form here');
  const { oid, bytes, write } = type;
  // One dimension, nulls among the elements, their type; how many they are, and the index of the first.
  const header = [1, 1, oid, values.length, 1];
  let most = (header.length + values.length) * LENGTH_BYTES;
  for (const value of values) if (value !== null) most += bytes(value);
  const buffer = Buffer.allocUnsafe(most);
  let at = 0;
  for (const field of header) at = buffer.writeInt32BE(field, at);
  for (const value of values) {
    const start = at + LENGTH_BYTES;
    const end = value === null ? start : write(buffer, value, start);
    buffer.writeInt32BE(value === null ? -1 : end - start, at);
    at = end;
  }
  return buffer.subarray(0, at);
}

/** A character of UTF-16 becomes three bytes of UTF-8 at most. */
function mostBytes(value: unknown): number {
  if (typeof value !== 'string') throw notOfType('text', value);
  return value.length * 3;
}

function writeText(to: Buffer, value: unknown, at: number): number {
  return at + to.write(value as string, at);
}

function writeInt(to: Buffer, value: unknown, at: number): number {
  if (typeof value !== 'number' || (value | 0) !== value) throw notOfType('integer', value);
  return to.writeInt32BE(value, at);
}

function writeBigint(to: Buffer, value: unknown, at: number): number {
  if (!Number.isSafeInteger(value)) throw notOfType('bigint', value);
  return to.writeBigInt64BE(BigInt(value as number), at);
}

/** Epoch milliseconds here, microseconds since the year 2000 there. */
function writeTime(to: Buffer, value: unknown, at: number): number {
  if (!Number.isSafeInteger(value)) throw notOfType('timestamptz', value);
  return to.writeBigInt64BE(BigInt((value as number) - POSTGRES_EPOCH_MS) * 1_000n, at);
}
const POSTGRES_EPOCH_MS = Date.UTC(2000);

/** Where the two digits of each octet are. */
const OCTETS = [0, 2, 4, 6, 9, 11, 14, 16, 19, 21, 24, 26, 28, 30, 32, 34];
/** By the code of a character the value of a hexadecimal digit. */
const DIGITS = new Uint8Array(128).fill(0xff);
for (const digit of '0123456789abcdefABCDEF') {
  DIGITS[digit.charCodeAt(0)] = Number.parseInt(digit, 16);
}

function writeUuid(to: Buffer, value: unknown, at: number): number {
  if (typeof value !== 'string' || value.length !== 36) throw notOfType('uuid', value);
  let seen = 0;
  let end = at;
  for (const octet of OCTETS) {
    const high = DIGITS[value.charCodeAt(octet)] ?? 0xff;
    const low = DIGITS[value.charCodeAt(octet + 1)] ?? 0xff;
    seen |= high | low;
    to[end] = (high << 4) | low;
    end += 1;
  }
  if (seen > 0xf) throw notOfType('uuid', value);
  return end;
}

const notOfType = (type: string, value: unknown): Error =>
  Object.assign(new Error(`invalid input for type ${type}: ${JSON.stringify(value)}`), {
    code: '22P02',
  });
