/** What the sandbox can do, by the number on the card. Like all test numbers they belong to nobody. */
export const sandboxCards = [
  { number: '4242424242424242', method: 'approves', does: 'is approved at once' },
  { number: '4000000000000002', method: 'declines', does: 'is declined' },
  { number: '4000000000000408', method: 'silent', does: 'never answers, and can be called off' },
  { number: '4000000000003220', method: 'late', does: 'is approved late, and can’t be called off' },
  { number: '4000000000000259', method: 'twice', does: 'is approved, and says so twice' },
] as const;
export type SandboxMethod = (typeof sandboxCards)[number]['method'];
