/** What must never be. The first word of each is what the table shows. */
export const violationKinds = [
  'log not 1 to n',
  'an id decided twice',
  'a decision that does not follow',
  'tables differ from the log',
  'stock not exact',
  'a purchase without a live reservation',
  'an answer that is not in the log',
  'two answers to one id',
  'an id conflict that was none',
  'never answered',
  'money without its pairs',
  'pairs without their money',
  'a pair in two orders',
  'an order told wrong',
  'an order that did not end',
  'a view that went back',
  'a view of what never was',
  'a page that did not end up to date',
  'a stream with a gap or a repeat',
  'drift',
  'dead letters',
  'not well again within 10 s',
  'not answered within 15 s of being able to',
] as const;
export type ViolationKind = (typeof violationKinds)[number];

export type Violations = {
  add(kind: ViolationKind, what: string): void;
  list(): readonly { kind: ViolationKind; what: string }[];
};

export function collectViolations(): Violations {
  const list: { kind: ViolationKind; what: string }[] = [];
  return { add: (kind, what) => void list.push({ kind, what }), list: () => list };
}
