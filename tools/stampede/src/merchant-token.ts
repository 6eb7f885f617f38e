import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PlainError } from './plain-error.ts';

/**
 * The merchant token: as given, else MERCHANT_TOKEN, else the file that the store wrote when it started. Throws
 * PlainError when there is none.
 */
export async function findMerchantToken(
  given: string | undefined,
  environment: NodeJS.ProcessEnv = process.env,
): Promise<string> {
  const known = given?.trim() || environment['MERCHANT_TOKEN']?.trim();
  if (known) return known;
  const path = join(environment['LASTPAIR_DATA']?.trim() || '.lastpair', 'merchant-token');
  const written = await readFile(path, 'utf8').catch(() => '');
  if (written.trim()) return written.trim();
  throw new PlainError(
    `There is no merchant token: not in --token, nor in MERCHANT_TOKEN, nor in ${path}. ` +
      'The store prints it when it starts.',
  );
}
