import type { DeskEvent, Shelf } from '@lastpair/contracts';
import type { TestClient } from './client.ts';

/** Everything a watch of the desk has said, put together as a page would. */
export type DeskWatch = {
  events: DeskEvent[];
  inventory: (store: string, model: string) => number | undefined;
  shelf: (store: string, model: string) => Shelf | undefined;
  seq: () => number | undefined;
  latest: () => DeskEvent | undefined;
  problem: () => string | undefined;
  stop: () => void;
};

export function watchDesk(
  client: TestClient,
  input: { storeIds?: number[]; modelIds?: number[]; lastEventId?: string } = {},
): DeskWatch {
  const events: DeskEvent[] = [];
  const shelves = new Map<string, Shelf>();
  const ids = { stores: new Map<string, number>(), models: new Map<string, number>() };
  let problem: string | undefined;
  const subscription = client.ws.desk.watch.subscribe(input, {
    onData: ({ data }) => {
      events.push(data);
      if (data.kind === 'snapshot') shelves.clear();
      for (const { name, id } of data.stores) ids.stores.set(name, id);
      for (const { name, id } of data.models) ids.models.set(name, id);
      for (const shelf of data.shelves) shelves.set(`${shelf.storeId}.${shelf.modelId}`, shelf);
    },
    onError: (error) => void (problem = error.data?.problem),
  });
  const shelf = (store: string, model: string): Shelf | undefined =>
    shelves.get(`${ids.stores.get(store)}.${ids.models.get(model)}`);
  return {
    events,
    shelf,
    inventory: (store, model) => shelf(store, model)?.inventory,
    seq: () => events.at(-1)?.seq,
    latest: () => events.at(-1),
    problem: () => problem,
    stop: () => subscription.unsubscribe(),
  };
}
