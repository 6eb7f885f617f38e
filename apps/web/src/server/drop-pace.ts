const SAMPLES = 20;
const samples = new Map<string, { seq: number; at: number }[]>();

/** Remembers where a drop's log was at a time (milliseconds), to tell how fast its line moves. */
export function observePace(dropId: string, seq: number, at: number): void {
  const known = samples.get(dropId) ?? [];
  const last = known.at(-1);
  if (last && (seq <= last.seq || at <= last.at)) return;
  samples.set(dropId, [...known.slice(1 - SAMPLES), { seq, at }]);
}

/** How many seconds a place in line takes at the pace of the last views, rounded up; undefined when that is not known. */
export function secondsInLine(dropId: string, ahead: number): number | undefined {
  const known = samples.get(dropId) ?? [];
  const first = known[0];
  const last = known.at(-1);
  if (!first || !last || first === last) return undefined;
  const perSecond = ((last.seq - first.seq) * 1_000) / (last.at - first.at);
  return Math.max(1, Math.ceil((ahead + 1) / perSecond));
}
