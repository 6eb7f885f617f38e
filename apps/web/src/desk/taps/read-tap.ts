/** A tap as read from a form, or what is wrong in each field. */
export type ReadTap =
  | { ok: true; tap: { name: string; url: string } }
  | { ok: false; name?: string; url?: string };

/** Reads a tap's name and address. The server checks both again. */
export function readTap(name: string, url: string): ReadTap {
  const problems = {
    ...(name === '' && { name: 'Give it a name.' }),
    ...(!isSocketAddress(url) && { url: 'It must be a ws:// or wss:// address.' }),
  };
  return 'name' in problems || 'url' in problems
    ? { ok: false, ...problems }
    : { ok: true, tap: { name, url } };
}

const isSocketAddress = (text: string): boolean =>
  URL.canParse(text) && ['ws:', 'wss:'].includes(new URL(text).protocol);
