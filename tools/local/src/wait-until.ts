/** Between two looks: short against anything a person would notice. */
const LOOK_EVERY_MS = 20;

/**
 * Looks again and again until `look` gives something other than false or undefined, and gives that.
 * Rejects when `limitMs` have passed, saying `what` was waited for.
 */
export async function waitUntil<T>(
  what: string,
  limitMs: number,
  look: () => Promise<T | false | undefined> | T | false | undefined,
): Promise<T> {
  const deadline = performance.now() + limitMs;
  for (;;) {
    const found = await look();
    if (found !== false && found !== undefined) return found;
    if (performance.now() > deadline) throw new Error(`${what}: not within ${limitMs / 1_000} s`);
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}
