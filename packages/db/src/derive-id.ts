import { parse, stringify, v5 as uuidv5 } from 'uuid';

/** The byte with the version of a UUID in its upper half. */
const VERSION_BYTE = 6;

/**
 * The id of whatever `name` is to the thing with the id `of`: always the same, in every process. It is a UUID of version 8,
 * which clients may not choose as the id of a command.
 */
export function deriveId(of: string, name: string): string {
  const bytes = parse(uuidv5(name, of));
  bytes[VERSION_BYTE] = (bytes[VERSION_BYTE]! & 0x0f) | 0x80;
  return stringify(bytes);
}
