import type { SizeView } from '@lastpair/contracts';
import { singleClick } from '../shopping/single-click.ts';
import { StockBar } from './stock-bar.tsx';
import { stockInWords } from './stock.ts';

/** One size with its stock. Pressing it reserves a pair; it can't be pressed when it is out. */
export function SizeButton({
  size,
  pending,
  onPick,
  onLookAt,
}: {
  size: SizeView;
  pending: boolean;
  onPick: (size: string) => void;
  onLookAt: (size: string) => void;
}) {
  const { size: label, level, available, total } = size;
  return (
    <button
      type="button"
      className={`size grid w-full gap-1.5 rounded-2xl border-[1.5px] p-3 text-left enabled:hover:border-ink ${
        level === 'out' ? 'border-dashed border-line text-quiet' : 'border-edge bg-card'
      } ${pending ? 'sending border-ink' : ''}`}
      data-testid={`size-${label}`}
      data-level={level}
      data-available={available ?? ''}
      disabled={level === 'out'}
      aria-busy={pending}
      onClick={singleClick(() => onPick(label))}
      onPointerEnter={() => onLookAt(label)}
    >
      <span className={`display text-2xl ${level === 'out' ? 'line-through decoration-2' : ''}`}>
        <span className="sr-only">Size </span>
        {label}
      </span>
      <span className="flex min-h-5 items-center gap-1.5 text-xs font-semibold tabular-nums">
        <span className="level-dot" aria-hidden="true" />
        {pending ? 'On its way…' : stockInWords(size)}
      </span>
      <StockBar level={level} available={available} total={total} />
    </button>
  );
}
