import { Link } from 'wouter';
import { trpc } from '../server/trpc.ts';

/** The product of a drop by name, as a link to the drop. */
export function ProductName({ dropId }: { dropId: string }) {
  const { data: view } = trpc.drops.byId.useQuery({ dropId });
  return (
    <Link
      href={`/drops/${dropId}`}
      className="font-semibold underline decoration-line decoration-2 underline-offset-4 hover:decoration-signal"
    >
      {view ? `${view.product.brand} ${view.product.name}` : 'This drop'}
    </Link>
  );
}
