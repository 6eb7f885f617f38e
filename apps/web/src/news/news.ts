/** Something that happened elsewhere, for a moment in the corner. */
export type NewsItem = { title: string; text: string; tone: 'good' | 'bad'; dropId: string };

/** Enough for a busy second; older ones are not news any more. */
const KEPT_AT_MOST = 5;

const listeners = new Set<() => void>();
let waiting: NewsItem[] = [];

/** Puts an item in the corner. */
export function tell(item: NewsItem): void {
  waiting = [...waiting, item].slice(-KEPT_AT_MOST);
  for (const listener of listeners) listener();
}

/** Takes all items that have not been shown yet. */
export function takeNews(): NewsItem[] {
  const taken = waiting;
  waiting = [];
  return taken;
}

/** Whether there is something to show. */
export const hasNews = (): boolean => waiting.length > 0;

/** Calls `listener` when there is something new. Returns what ends that. */
export function onNews(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
