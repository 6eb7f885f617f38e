import { describe, expect, it } from 'vitest';
import { persist } from './persist.ts';
import { StoreError } from './store-error.ts';

/** Fails with each of `errors` and then succeeds. */
const after = (...errors: StoreError[]) => {
  const left = [...errors];
  return async (): Promise<string> => {
    const error = left.shift();
    if (error) throw error;
    return 'done';
  };
};
const options = { budgetMs: 5_000, onTrouble: (): void => undefined };

describe('persist', () => {
  it('waits as long as the store says, and then tries again', async () => {
    const startedAt = performance.now();
    const tooMany = new StoreError(429, 'too_many_requests', 'wait', 0.05);
    expect(await persist(after(tooMany, tooMany), options)).toBe('done');
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(95);
  });

  it('does not try again what can only fail again', async () => {
    const wrong = new StoreError(400, 'bad_input', 'no');
    await expect(persist(after(wrong), options)).rejects.toBe(wrong);
  });

  it('gives up when the wait would be longer than there is time', async () => {
    const strict = new StoreError(429, 'too_many_requests', 'wait', 60);
    await expect(persist(after(strict), options)).rejects.toBe(strict);
  });

  it('tells of each trouble on the way', async () => {
    const troubles: string[] = [];
    const onTrouble = ({ code }: StoreError): void => void troubles.push(code);
    const busy = new StoreError(503, 'overloaded', 'not now', 0.01);
    await persist(after(busy, busy), { ...options, onTrouble });
    expect(troubles).toEqual(['overloaded', 'overloaded']);
  });
});
