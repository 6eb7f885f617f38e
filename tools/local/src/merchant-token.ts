import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';

/** The least that the api takes. */
const LEAST_LENGTH = 32;

/** Gives the token kept in a file, and makes both if there is none. Only the file's owner can read it. */
export function keepMerchantToken(file: string): string {
  const kept = existsSync(file) ? readFileSync(file, 'utf8').trim() : '';
  if (kept.length >= LEAST_LENGTH) {
    chmodSync(file, 0o600);
    return kept;
  }
  if (kept)
    throw new Error(
      `${file} holds a token of less than ${LEAST_LENGTH} characters; remove it to get a new one`,
    );
  const made = randomBytes(32).toString('base64url');
  writeFileSync(file, `${made}\n`, { mode: 0o600 });
  return made;
}
