import { SIZE_LENGTH, SIZE_TOTAL, SIZES_PER_DROP } from '@lastpair/contracts';

/** Sizes as read from a text, or what is wrong with the text. */
export type ParsedSizes =
  | { ok: true; sizes: { size: string; total: number }[] }
  | { ok: false; problem: string };

const wrong = (problem: string): ParsedSizes => ({ ok: false, problem });

/** Reads sizes with their counts, such as "40x10, 41x8, US 9 x 3". */
export function parseSizes(text: string): ParsedSizes {
  const sizes: { size: string; total: number }[] = [];
  for (const part of text
    .split(/[,;\n]/)
    .map((piece) => piece.trim())
    .filter(Boolean)) {
    const [, size, total] = /^(.+?)\s*[x×*]\s*(\d+)$/i.exec(part) ?? [];
    if (!size || !total) return wrong(`"${part}" is not a size and a count, such as 40x10.`);
    if (size.length > SIZE_LENGTH.max) return wrong(`"${size}" is too long for a size.`);
    if (Number(total) > SIZE_TOTAL.max) return wrong(`${total} pairs of one size are too many.`);
    if (sizes.some((known) => known.size === size)) return wrong(`Size ${size} is there twice.`);
    sizes.push({ size, total: Number(total) });
  }
  if (sizes.length === 0) return wrong('Give at least one size, such as 40x10.');
  if (sizes.length > SIZES_PER_DROP.max) return wrong(`At most ${SIZES_PER_DROP.max} sizes.`);
  return { ok: true, sizes };
}
