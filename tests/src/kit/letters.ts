import type { TestStore } from './store.ts';

/** Has every dead letter done with that waits, as a test that failed and is tried again leaves them behind. */
export async function clearLetters({ merchant }: TestStore): Promise<void> {
  const { letters } = await merchant.http.deadLetters.list.query({ status: 'waiting' });
  for (const { id: letterId, kind } of letters) {
    await (kind === 'webhook'
      ? merchant.http.deadLetters.discard.mutate({ letterId, reason: 'of a test before' })
      : merchant.http.deadLetters.retry.mutate({ letterId }));
  }
}
