import { randomFillSync } from 'node:crypto';

/** What a frame is for (RFC 6455, section 5.2). */
export const OPCODE = { continuation: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const;

const FINAL = 0x80;
const MASKED = 0x80;
const LENGTH_IN_2_BYTES = 126;
const LENGTH_IN_8_BYTES = 127;

/** A whole frame as a client sends it: masked with a key of its own, as the standard asks. */
export function clientFrame(payload: string | Buffer, opcode: number = OPCODE.text): Buffer {
  const body = typeof payload === 'string' ? Buffer.from(payload) : payload;
  const { length } = body;
  const header = length < LENGTH_IN_2_BYTES ? 2 : length <= 0xffff ? 4 : 10;
  const frame = Buffer.allocUnsafe(header + 4 + length);
  frame[0] = FINAL | opcode;
  if (header === 2) {
    frame[1] = MASKED | length;
  } else if (header === 4) {
    frame[1] = MASKED | LENGTH_IN_2_BYTES;
    frame.writeUInt16BE(length, 2);
  } else {
    frame[1] = MASKED | LENGTH_IN_8_BYTES;
    frame.writeBigUInt64BE(BigInt(length), 2);
  }
  randomFillSync(frame, header, 4);
  for (let at = 0; at < length; at += 1) {
    frame[header + 4 + at] = body[at]! ^ frame[header + (at & 3)]!;
  }
  return frame;
}

/**
 * Reads what a server sends, in whatever pieces it comes, and calls `take` with each whole frame. The payload is only
 * good until `take` returns. Throws on what none of the servers here sends: masked or split messages.
 */
export function createFrameReader(
  take: (opcode: number, payload: Buffer) => void,
): (chunk: Buffer) => void {
  let rest: Buffer | undefined;
  return (chunk) => {
    const data = rest ? Buffer.concat([rest, chunk]) : chunk;
    let at = 0;
    while (data.length - at >= 2) {
      const first = data[at]!;
      const second = data[at + 1]!;
      if ((second & MASKED) !== 0) throw new Error('a server must not mask its frames');
      if ((first & FINAL) === 0) throw new Error('a message in several frames is not understood');
      const header = second < LENGTH_IN_2_BYTES ? 2 : second === LENGTH_IN_2_BYTES ? 4 : 10;
      if (data.length - at < header) break;
      const length =
        header === 2
          ? second
          : header === 4
            ? data.readUInt16BE(at + 2)
            : Number(data.readBigUInt64BE(at + 2));
      const end = at + header + length;
      if (data.length < end) break;
      take(first & 0x0f, data.subarray(at + header, end));
      at = end;
    }
    // The chunk's memory is used again for the next one.
    rest = at < data.length ? Buffer.from(data.subarray(at)) : undefined;
  };
}
