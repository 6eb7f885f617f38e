import type { SizeView } from '@lastpair/contracts';
import { useShopping } from '../shopping/shop.ts';
import { SizeButton } from './size-button.tsx';

/** The sizes of an open drop. One press reserves. */
export function SizePicker({
  dropId,
  sizes,
  onPick,
  onLookAt,
}: {
  dropId: string;
  sizes: SizeView[];
  onPick: (size: string) => void;
  onLookAt: (size: string) => void;
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
    <section aria-labelledby="sizes-title">
      <h2 id="sizes-title" className="label font-semibold text-quiet">
        {sizes.every(({ level }) => level === 'out') ? 'Sizes' : 'Press your size to reserve it'}
      </h2>
      <ul className="mt-2 grid grid-cols-3 gap-2 sm:grid-cols-4 lg:grid-cols-3 xl:grid-cols-4">
        {sizes.map((size) => (
          <li key={size.size}>
            <SizeButton
              size={size}
              pending={isPending(size.size)}
              onPick={onPick}
              onLookAt={onLookAt}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}
