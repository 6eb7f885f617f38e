import { swatchesOf } from '../shoe/parse-colorway.ts';

/** A colourway: its colours, and their names. */
export function Swatches({ colorway }: { colorway: string }) {
  return (
    <p className="flex items-center gap-2 text-sm text-quiet">
      <span className="flex flex-none -space-x-1" aria-hidden="true">
        {swatchesOf(colorway).map((colour) => (
          <svg key={colour} viewBox="0 0 14 14" className="size-3.5">
            <circle cx="7" cy="7" r="6" fill={colour} stroke="#8888" />
          </svg>
        ))}
      </span>
      <span className="truncate">{colorway}</span>
    </p>
  );
}
