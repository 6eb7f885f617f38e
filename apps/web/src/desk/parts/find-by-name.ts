import { troubleInWords } from '../../server/store-error.ts';

/** Names are looked for among so many that contain what was typed. */
const FOUND_AT_MOST = 500;

/** No store or model has the name that was typed. */
class UnknownName extends Error {}

/** What went wrong, in words for people. */
export const messageOf = (error: Error): string =>
  error instanceof UnknownName ? error.message : troubleInWords(error);

/** The id of a name, in whatever case it was typed. Throws UnknownName. */
export async function findByName(
  find: (asked: {
    name: string;
    limit: number;
  }) => Promise<{ items: { id: number; name: string }[] }>,
  name: string,
  noun: string,
): Promise<number> {
  const { items } = await find({ name, limit: FOUND_AT_MOST });
  const found =
    items.find((each) => each.name === name) ??
    items.find((each) => each.name.toLowerCase() === name.toLowerCase());
  if (!found) throw new UnknownName(`No ${noun} is called ${name}.`);
  return found.id;
}
