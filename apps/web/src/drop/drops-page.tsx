import { useEffect } from 'react';
import { trpc } from '../server/trpc.ts';
import { PageTitle } from '../shell/page-title.tsx';
import { Unreachable } from '../shell/unreachable.tsx';
import { Waiting } from '../shell/waiting.tsx';
import { Wall } from './wall.tsx';

/** Events tell of drops that are shown; new ones are looked for this often. */
const LOOK_FOR_NEW_MS = 15_000;

/** All drops: the one that is wanted most, and the wall. */
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
      <h1 className="sr-only">Drops</h1>
      {data ? (
        <Wall views={data} />
      ) : error ? (
        <Unreachable tryAgain={() => void refetch()} />
      ) : (
        <Waiting />
      )}
    </>
  );
}
