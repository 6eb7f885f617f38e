import type { Answer, Ask } from './serve.ts';

/** What B4's two processes agree on. */
export const QUEUE = 'one-job-each';
export const CHANNEL = 'one-answer-each';
export type Job = Ask & { asker: string };
export type Told = { commandId: string; answer: Answer };
