import { gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

/** What a shopper on a phone waits for before the first shoe: this much JavaScript, gzipped, and no more. */
const FIRST_LOAD_AT_MOST_KB = 150;
const KB = 1_000;

/** Fails the build when the first load of the home page weighs too much: the entry and all that it imports at once. */
export function holdFirstLoad(): Plugin {
  return {
    name: 'hold-first-load',
    apply: 'build',
    generateBundle(_, bundle) {
      const first = new Set<string>();
      const collect = (file: string): void => {
        const chunk = bundle[file];
        if (chunk?.type !== 'chunk' || first.has(file)) return;
        first.add(file);
        chunk.imports.forEach(collect);
      };
      for (const [file, chunk] of Object.entries(bundle)) {
        if (chunk.type === 'chunk' && chunk.isEntry) collect(file);
      }
      let bytes = 0;
      for (const file of first) {
        const chunk = bundle[file];
        if (chunk?.type === 'chunk') bytes += gzipSync(chunk.code).length;
      }
      const weight = `The first load is ${(bytes / KB).toFixed(1)} kB of JavaScript, gzipped`;
      if (bytes > FIRST_LOAD_AT_MOST_KB * KB) {
        this.error(
          `${weight}: more than ${FIRST_LOAD_AT_MOST_KB} kB. Load heavy parts when they are used.`,
        );
      }
      this.info(`${weight} (at most ${FIRST_LOAD_AT_MOST_KB} kB).`);
    },
  };
}
