/** What the sandbox can do, by the number on the card. Like all test numbers they belong to nobody. */
export const sandboxCards = [
  { number: '4242424242424242', method: 'approves', does: 'is approved at once' },
  { number: '4000000000000002', method: 'declines', does: 'is declined' },
  { number: '4000000000000408', method: 'silent', does: 'never answers, and can be called off' },
  {
    number: '4000000000003220',
    method: 'late',
    does: 'is approved late, and can’t be called off till then',
  },
  { number: '4000000000000259', method: 'twice', does: 'is approved, and says so twice' },
] as const;
export type SandboxMethod = (typeof sandboxCards)[number]['method'];

/** The card with this number, however it is spaced. */
export const findSandboxCard = (number: string) =>
  sandboxCards.find((card) => card.number === number.replaceAll(/[\s-]/g, ''));

/** How the sandbox answers: after how long (null: never by itself) and how often it tells of it. */
export function answerOf(
  method: string,
  lateMs: number,
): { answersInMs: number | null; tells: number } {
  if (method === 'silent') return { answersInMs: null, tells: 0 };
  if (method === 'late') return { answersInMs: lateMs, tells: 1 };
  return { answersInMs: 0, tells: method === 'twice' ? 2 : 1 };
}
