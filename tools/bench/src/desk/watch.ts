import type { DeskEvent } from '@lastpair/contracts';
import { WebSocket } from 'ws';
import { shelfOf } from './driver.ts';
import type { Told } from './driver.ts';

/** A page that watches the desk: its events, their bytes, and how old each level was when it came, in ms. */
export type Watched = Disposable & { events: number; bytes: number; ages: number[] };

/**
 * Opens the desk's first hundred stores and fifty models as a page does, in the words of tRPC's WebSocket link. Ages are
 * those of levels in `newest` that were told after that.
 */
export function watchFromPage(
  url: string,
  token: string,
  newest: ReadonlyMap<string, Told>,
): Watched {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/trpc?connectionParams=1`);
  const watched: Watched = {
    events: 0,
    bytes: 0,
    ages: [],
    [Symbol.dispose]: () => socket.terminate(),
  };
  const names = { stores: new Map<number, string>(), models: new Map<number, string>() };
  const openedAt = performance.now();
  const seen = new Set<Told>();
  const look = (event: DeskEvent, at: number): void => {
    for (const { id, name } of event.stores) names.stores.set(id, name);
    for (const { id, name } of event.models) names.models.set(id, name);
    for (const { storeId, modelId, inventory } of event.shelves) {
      const told = newest.get(
        shelfOf(names.stores.get(storeId) ?? '', names.models.get(modelId) ?? ''),
      );
      if (told?.inventory !== inventory || told.at < openedAt || seen.has(told)) continue;
      seen.add(told);
      watched.ages.push(at - told.at);
    }
  };
  socket.on('open', () => {
    socket.send(JSON.stringify({ method: 'connectionParams', data: { token } }));
    socket.send(
      JSON.stringify({ id: 1, method: 'subscription', params: { path: 'desk.watch', input: {} } }),
    );
  });
  socket.on('message', (data) => {
    const at = performance.now();
    const text = (data as Buffer).toString();
    if (!text.includes('"seq":')) return;
    watched.events += 1;
    watched.bytes += text.length;
    look((JSON.parse(text) as { result: { data: { data: DeskEvent } } }).result.data.data, at);
  });
  return watched;
}
