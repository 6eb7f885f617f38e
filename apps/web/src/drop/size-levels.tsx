import type { SizeView } from '@lastpair/contracts';
import { stockInWords } from './stock.ts';

/** All sizes of a drop in one line, each with its level. */
export function SizeLevels({ sizes }: { sizes: SizeView[] }) {
  return (
    <ul className="size-levels" aria-label="Sizes">
      {sizes.map((size) => (
        <li key={size.size} data-level={size.level}>
          {size.size}
          {size.level === 'low' && <span aria-hidden="true"> low</span>}
          <span className="visually-hidden">: {stockInWords(size)}</span>
        </li>
      ))}
    </ul>
  );
}
