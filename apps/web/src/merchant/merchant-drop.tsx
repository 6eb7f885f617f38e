import type { View } from '@lastpair/contracts';
import { Link } from 'wouter';
import { DropStatus } from '../drop/drop-status.tsx';
import { stockOf } from '../drop/stock.ts';
import { useOnScreen } from '../drop/use-on-screen.ts';
import { takeView } from '../server/cache.ts';
import { troubleInWords } from '../server/store-error.ts';
import { trpc } from '../server/trpc.ts';
import { useWatchDrop } from '../server/use-watch-drop.ts';
import { RestockForm } from './restock-form.tsx';

/** One drop with what a merchant does with it. Its numbers are live while it is on screen. */
export function MerchantDrop({ view }: { view: View }) {
  const [element, onScreen] = useOnScreen<HTMLLIElement>();
  useWatchDrop(view.id, onScreen);
  const open = trpc.drops.open.useMutation({ onSuccess: takeView });
  const close = trpc.drops.close.useMutation({ onSuccess: takeView });
  const stock = stockOf(view);
  const { brand, name } = view.product;
  const error = open.error ?? close.error;
  return (
    <li ref={element} className="merchant-drop" data-testid={`merchant-drop-${view.id}`}>
      <div className="merchant-drop-head">
        <Link href={`/drops/${view.id}`} className="product-name">
          {brand} {name}
        </Link>
        <DropStatus view={view} counting />
      </div>
      {stock && (
        <p className="numbers">
          {stock.available} left + {stock.reserved} held + {stock.sold} sold = {stock.total}
        </p>
      )}
      <div className="buttons">
        <button
          type="button"
          className="button"
          disabled={view.status === 'open'}
          onClick={() => open.mutate({ dropId: view.id })}
        >
          Open
        </button>
        <button
          type="button"
          className="button"
          disabled={view.status === 'closed'}
          onClick={() => close.mutate({ dropId: view.id })}
        >
          Close
        </button>
        <RestockForm view={view} />
      </div>
      <p className="form-error" role="alert">
        {error && troubleInWords(error)}
      </p>
    </li>
  );
}
