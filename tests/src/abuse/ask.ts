import { Agent, request } from 'node:http';
import { connect } from 'node:net';

/** What came back; `text` is the body. */
export type Reply = { status: number; headers: Record<string, string>; text: string };

export type Asked = {
  method: string;
  /** As it stands on the wire: nothing is encoded or tidied up on the way. */
  path: string;
  headers?: Record<string, string>;
  body?: string | Buffer | undefined;
};

/** Whoever has not heard by now will not: the longest wait that can be asked for is ten seconds. */
const HANG_MS = 15_000;
const agent = new Agent({ keepAlive: true, maxSockets: 8 });

/** One request by Node's own client, which sends paths and bodies as they are. Rejects when nothing comes back. */
export const ask = (url: string, { method, path, headers, body }: Asked): Promise<Reply> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url);
    const asked = request({
      agent,
      hostname,
      port,
      method,
      path,
      headers: {
        ...headers,
        ...(body !== undefined && { 'content-length': Buffer.byteLength(body) }),
      },
      timeout: HANG_MS,
    });
    asked.on('timeout', () => asked.destroy(new Error(`hangs: ${method} ${path.slice(0, 100)}`)));
    asked.on('error', reject);
    asked.on('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () =>
        resolve({
          status: response.statusCode!,
          headers: response.headers as Record<string, string>,
          text: Buffer.concat(chunks).toString(),
        }),
      );
    });
    asked.end(body);
  });

/** Lets go of the connections that are kept for the next request. */
export const hangUp = (): void => agent.destroy();

/**
 * Writes bytes to the api's port as they are and gives all that came back until the api closes the connection. Rejects
 * when it does not.
 */
export const wire = (url: string, bytes: string | Buffer): Promise<string> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname);
    let heard = '';
    const late = setTimeout(() => {
      socket.destroy();
      reject(new Error(`the connection is still open; so far: ${heard.slice(0, 500)}`));
    }, HANG_MS);
    socket.on('data', (chunk) => (heard += chunk.toString('latin1')));
    // The api may close while there is more to write.
    socket.on('error', () => {});
    socket.on('close', () => {
      clearTimeout(late);
      resolve(heard);
    });
    socket.write(bytes);
  });

/** The statuses of all answers in what came back. */
export const statusesIn = (heard: string): number[] =>
  [...heard.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status));
