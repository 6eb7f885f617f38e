import type { SizeView } from '@lastpair/contracts';
import { StockBar } from './stock-bar.tsx';
import { stockInWords } from './stock.ts';

/** One size with its stock. Pressing it reserves a pair; it can't be pressed when it is out. */
export function SizeButton({
  size,
  pending,
  onPick,
}: {
  size: SizeView;
  pending: boolean;
  onPick: (size: string) => void;
}) {
  const { size: label, level, available, total } = size;
  return (
    <button
      type="button"
      className="size"
      data-testid={`size-${label}`}
      data-level={level}
      data-available={available ?? ''}
      disabled={level === 'out'}
      aria-busy={pending}
      onClick={() => onPick(label)}
    >
      <span className="size-label">
        <span className="visually-hidden">Size </span>
        {label}
      </span>
      <span className="size-stock numbers">{pending ? 'On its way…' : stockInWords(size)}</span>
      <StockBar level={level} available={available} total={total} />
    </button>
  );
}
