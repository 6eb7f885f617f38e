import path from 'node:path';

/** The folder of the whole repository. */
export const repoRoot = path.resolve(import.meta.dirname, '../../..');
