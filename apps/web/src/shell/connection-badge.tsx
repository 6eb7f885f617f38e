import { useConnection } from '../server/connection.ts';

/** Whether what is shown is live. */
export function ConnectionBadge() {
  const connection = useConnection();
  return (
    <span className="connection" role="status" data-testid="connection" data-state={connection}>
      {connection}
    </span>
  );
}
