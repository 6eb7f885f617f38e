import { WebSocket } from 'ws';

/** A page that watches the desk: how many events it got, and of how many bytes. */
export type Watched = Disposable & { events: number; bytes: number };

/** Opens the desk's first hundred stores and fifty models as a page does, in the words of tRPC's WebSocket link. */
export function watchFromPage(url: string, token: string): Watched {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/trpc?connectionParams=1`);
  const watched: Watched = {
    events: 0,
    bytes: 0,
    [Symbol.dispose]: () => socket.terminate(),
  };
  socket.on('open', () => {
    socket.send(JSON.stringify({ method: 'connectionParams', data: { token } }));
    socket.send(
      JSON.stringify({ id: 1, method: 'subscription', params: { path: 'desk.watch', input: {} } }),
    );
  });
  socket.on('message', (data) => {
    const text = (data as Buffer).toString();
    if (!text.includes('"seq":')) return;
    watched.events += 1;
    watched.bytes += text.length;
  });
  return watched;
}
