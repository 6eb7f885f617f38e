import type { SizeView } from '@lastpair/contracts';
import { useShopping } from '../shopping/shop.ts';
import { SizeButton } from './size-button.tsx';

/** The sizes of an open drop. One press reserves. */
export function SizePicker({
  dropId,
  sizes,
  onPick,
}: {
  dropId: string;
  sizes: SizeView[];
  onPick: (size: string) => void;
}) {
  const { pending } = useShopping();
  const isPending = (size: string): boolean =>
    pending.some(
      (command) =>
        command.kind === 'reserve' &&
        command.dropId === dropId &&
        command.size === size &&
        command.phase !== 'unanswered',
    );
  return (
    <section className="sizes" aria-labelledby="sizes-title">
      <h2 id="sizes-title">Press your size to reserve it</h2>
      <ul>
        {sizes.map((size) => (
          <li key={size.size}>
            <SizeButton size={size} pending={isPending(size.size)} onPick={onPick} />
          </li>
        ))}
      </ul>
    </section>
  );
}
