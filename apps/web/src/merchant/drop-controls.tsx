import type { View } from '@lastpair/contracts';
import { takeView } from '../server/cache.ts';
import { troubleInWords } from '../server/store-error.ts';
import { trpc } from '../server/trpc.ts';
import { CloseButton } from './close-button.tsx';
import { RestockForm } from './restock-form.tsx';
import { Trouble } from '../parts/trouble.tsx';

/** What a merchant does to a drop: open, close, restock. */
export function DropControls({ view }: { view: View }) {
  const open = trpc.drops.open.useMutation({ onSuccess: takeView });
  const close = trpc.drops.close.useMutation({ onSuccess: takeView });
  const error = open.error ?? close.error;
  return (
    <div className="grid gap-2">
      <div className="flex flex-wrap items-center gap-2">
        <button
          type="button"
          className="button button-main"
          disabled={view.status === 'open'}
          aria-disabled={open.isPending}
          onClick={() => open.mutate({ dropId: view.id })}
        >
          Open
        </button>
        <CloseButton
          name={view.product.name}
          disabled={view.status === 'closed'}
          onClose={() => close.mutate({ dropId: view.id })}
        />
        <RestockForm view={view} />
      </div>
      <Trouble>{error && troubleInWords(error)}</Trouble>
    </div>
  );
}
