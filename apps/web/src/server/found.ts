/** Something that was looked for, or why it can't be shown. */
export type Found<It> =
  | { state: 'shown'; it: It }
  | { state: 'loading' }
  | { state: 'unknown' }
  | { state: 'unreachable'; tryAgain: () => void };
