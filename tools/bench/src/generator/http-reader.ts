/** A response's status and body. */
export type TakeResponse = (status: number, body: string) => void;

const END_OF_HEAD = '\r\n\r\n';

/**
 * Reads responses of a keep-alive connection, in whatever pieces they come, by content-length or in chunks, and calls
 * `take` with each. Throws on a response that says neither.
 */
export function createHttpReader(take: TakeResponse): (chunk: Buffer) => void {
  let text = '';
  return (chunk) => {
    text += chunk.toString('latin1');
    for (;;) {
      const endOfHead = text.indexOf(END_OF_HEAD);
      if (endOfHead < 0) return;
      const head = text.slice(0, endOfHead);
      const start = endOfHead + END_OF_HEAD.length;
      const body = readBody(head, text, start);
      if (!body) return;
      text = text.slice(body.end);
      take(Number(head.slice(9, 12)), body.text);
    }
  };
}

function readBody(
  head: string,
  text: string,
  start: number,
): { text: string; end: number } | undefined {
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
  if (length !== undefined) {
    const end = start + Number(length);
    return text.length < end ? undefined : { text: text.slice(start, end), end };
  }
  if (!/\r\ntransfer-encoding: *chunked/i.test(head)) throw new Error(`no length in: ${head}`);
  let body = '';
  let at = start;
  for (;;) {
    const endOfSize = text.indexOf('\r\n', at);
    if (endOfSize < 0) return undefined;
    const size = Number.parseInt(text.slice(at, endOfSize), 16);
    const end = endOfSize + 2 + size + 2;
    if (text.length < end) return undefined;
    if (size === 0) return { text: body, end };
    body += text.slice(endOfSize + 2, endOfSize + 2 + size);
    at = end;
  }
}
