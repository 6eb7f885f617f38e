import type { SizeView } from '@lastpair/contracts';
import { stockInWords } from './stock.ts';

/** All sizes of a drop in one line, each with its level: full, half, a sliver, or struck through. */
export function SizeLevels({ sizes }: { sizes: SizeView[] }) {
  return (
    <ul className="flex flex-wrap gap-x-2.5 gap-y-1 pt-1" aria-label="Sizes">
      {sizes.map((size) => (
        <li
          key={size.size}
          data-level={size.level}
          className={`label flex items-center gap-1 ${size.level === 'out' ? 'text-quiet line-through' : 'font-semibold'}`}
        >
          <span className="level-dot size-1.5!" aria-hidden="true" />
          {size.size}
          <span className="sr-only">: {stockInWords(size)}</span>
        </li>
      ))}
    </ul>
  );
}
