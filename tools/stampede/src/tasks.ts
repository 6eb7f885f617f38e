/** Work that is under way, so that one can tell when all of it is done. */
export type Tasks = {
  run(work: () => Promise<void>): void;
  /** Resolves when nothing is under way. Rejects with the first error that any work threw. */
  idle(): Promise<void>;
  count(): number;
};

/** Makes an empty set of tasks. */
export function createTasks(): Tasks {
  let count = 0;
  let failure: { error: unknown } | undefined;
  let wake = (): void => {};
  return {
    run(work) {
      count += 1;
      void work()
        .catch((error: unknown) => (failure ??= { error }))
        .finally(() => {
          count -= 1;
          wake();
        });
    },
    async idle() {
      while (count > 0 && !failure) {
        const { promise, resolve } = Promise.withResolvers<void>();
        wake = resolve;
        await promise;
      }
      if (failure) throw failure.error;
    },
    count: () => count,
  };
}
