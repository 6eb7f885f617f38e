import type { Answer, Ask } from './serve.ts';

/** What the two processes of B4, or B6, agree on. */
export const QUEUE = 'one-job-each';
export const CHANNEL = 'one-answer-each';
export type Job = Ask & { asker: string };
export type Told = { commandId: string; answer: Answer };
