import { ask } from './ask.ts';
import { frame, hear } from './frames.ts';
import type { HandSocket } from './frames.ts';
import type { Procedure } from './procedures.ts';

export const ways = ['rest', 'http', 'batch', 'socket'] as const;
export type Way = (typeof ways)[number];

/** What the api said: the HTTP status that belongs to it and its code, if it is an error. */
export type Said = { status: number; code: string | undefined; text: string };

type Fields = Record<string, unknown>;
const isFields = (input: unknown): input is Fields =>
  typeof input === 'object' && input !== null && !Array.isArray(input);

/** What of an input can go over REST: the path it makes, the body, and what the api will take both for. */
export function overRest(
  { rest }: Procedure,
  input: unknown,
): { path: string; body: Fields; taken: Fields } | undefined {
  if (!rest || !isFields(input)) return undefined;
  const names = [...rest.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);
  const params: Record<string, string> = {};
  for (const name of names) {
    const value = input[name];
    if (typeof value !== 'string' || value === '' || !value.isWellFormed()) return undefined;
    if (encodeURIComponent(value).length > 5_000) return undefined;
    params[name] = value;
  }
  const body = Object.fromEntries(Object.entries(input).filter(([name]) => !names.includes(name)));
  const path = rest.path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(params[name]!),
  );
  return { path, body, taken: rest.method === 'GET' ? params : { ...body, ...params } };
}

/** Sends an input to a procedure in one of the ways there are. It must be one that this way can carry. */
export async function send(
  api: { url: string; token: string; socket: HandSocket },
  procedure: Procedure,
  way: Way,
  input: unknown,
): Promise<Said> {
  const { url, token, socket } = api;
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const query = `input=${encodeURIComponent(JSON.stringify(way === 'batch' ? { 0: input } : input))}`;
  switch (way) {
    case 'rest': {
      const { path, body } = overRest(procedure, input)!;
      const { method } = procedure.rest!;
      const said = await ask(url, {
        method,
        path,
        headers,
        body: method === 'GET' ? undefined : JSON.stringify(body),
      });
      return { ...said, code: said.status >= 400 ? codeIn(said.text) : undefined };
    }
    case 'http':
    case 'batch': {
      const path = `/trpc/${procedure.path}${way === 'batch' ? '?batch=1' : ''}`;
      const asked =
        procedure.type === 'mutation'
          ? { method: 'POST', path, body: JSON.stringify(way === 'batch' ? { 0: input } : input) }
          : { method: 'GET', path: `${path}${way === 'batch' ? '&' : '?'}${query}` };
      const said = await ask(url, { ...asked, headers });
      return { ...said, code: said.status >= 400 ? codeIn(said.text) : undefined };
    }
    case 'socket':
      return overSocket(socket, procedure, input);
  }
}

let calls = 0;

async function overSocket(socket: HandSocket, { path, type }: Procedure, input: unknown) {
  const id = `call-${(calls += 1)}`;
  const from = socket.texts.length;
  socket.write(frame(JSON.stringify({ id, method: type, params: { path, input } })));
  const text = await hear(socket, () =>
    socket.texts.slice(from).find((each) => each.startsWith(`{"id":"${id}"`)),
  );
  if (type === 'subscription') {
    socket.write(frame(JSON.stringify({ id, method: 'subscription.stop' })));
  }
  const { error } = JSON.parse(text) as { error?: { data: { httpStatus: number } } };
  return { status: error?.data.httpStatus ?? 200, code: error && codeIn(text), text };
}

const codeIn = (text: string): string | undefined =>
  /"(?:problem|code)":"([a-z_]+)"/.exec(text)?.[1];

/** A value as it is once it has been on the wire. */
export const wired = (value: unknown): unknown =>
  value === undefined ? undefined : (JSON.parse(JSON.stringify(value)) as unknown);
