import type { View } from '@lastpair/contracts';
import { Link } from 'wouter';

/** What became of a new drop. */
export function NewDropResult({
  problem,
  created,
}: {
  problem: string | undefined;
  created: View | undefined;
}) {
  return (
    <div className="new-drop-result" role="status">
      {problem && <p className="form-error">{problem}</p>}
      {!problem && created && (
        <p>
          Created: <Link href={`/drops/${created.id}`}>{created.product.name}</Link>
        </p>
      )}
    </div>
  );
}
