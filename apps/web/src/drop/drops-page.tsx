import { useEffect } from 'react';
import { trpc } from '../server/trpc.ts';
import { PageTitle } from '../shell/page-title.tsx';
import { Waiting } from '../shell/waiting.tsx';
import { Unreachable } from '../shell/unreachable.tsx';
import { DropCard } from './drop-card.tsx';

/** Events tell of drops that are shown; new ones are looked for this often. */
const LOOK_FOR_NEW_MS = 15_000;

/** All drops, newest first. */
export function DropsPage() {
  const { data, error, refetch } = trpc.drops.list.useQuery(undefined, {
    refetchOnMount: 'always',
  });
  // The query's own interval starts again with every event, so that in a busy sale it would never end.
  useEffect(() => {
    const timer = setInterval(() => {
      if (!document.hidden) void refetch();
    }, LOOK_FOR_NEW_MS);
    return () => clearInterval(timer);
  }, [refetch]);
  return (
    <>
      <PageTitle text="Drops" />
      <h1>Drops</h1>
      {data ? (
        <ul className="drop-grid">
          {data.map((view) => (
            <li key={view.id}>
              <DropCard view={view} />
            </li>
          ))}
        </ul>
      ) : error ? (
        <Unreachable tryAgain={() => void refetch()} />
      ) : (
        <Waiting />
      )}
      {data?.length === 0 && (
        <p className="quiet">No drops yet. This page shows them as they come.</p>
      )}
    </>
  );
}
