import type { BadReadingReason } from '@lastpair/contracts';
import { client } from '../../server/client.ts';
import { Ago } from '../../time/ago.tsx';
import { usePages } from '../../parts/use-pages.ts';
import { PagedList } from '../../parts/paged-list.tsx';

const words: Record<BadReadingReason, string> = {
  too_long: 'too long for a reading',
  not_json: 'not JSON',
  not_an_object: 'not an object',
  bad_store: 'store is not a name of 1 to 80 visible characters',
  bad_model: 'model is not a name of 1 to 80 visible characters',
  bad_inventory: 'inventory is not a whole number from 0',
  too_many_stores: 'a store too many: there is no room for new ones',
  too_many_models: 'a model too many: there is no room for new ones',
  failed: 'it could not be written, however often it was tried',
};

/** The last messages of a tap that were no readings, with the reason. `bad` is how many there were: more are read when it grows. */
export function BadReadings({ tapId, bad }: { tapId: number; bad: number }) {
  const pages = usePages(['desk bad readings', tapId, bad], (after) =>
    client.desk.taps.badReadings.query({ tapId, limit: 20, ...(after && { after }) }),
  );
  return (
    <PagedList
      pages={pages}
      count={pages.items.length}
      empty="They are on their way here."
      label="Bad messages"
    >
      {pages.items.map(({ id, at, reason, text }) => (
        <li key={id} className="grid gap-1 rounded-xl bg-wash px-3 py-2">
          <p className="text-sm">
            <span className="font-semibold text-bad">{words[reason]}</span> · <Ago at={at} />
          </p>
          <code className="label block overflow-x-auto whitespace-pre-wrap break-all">{text}</code>
        </li>
      ))}
    </PagedList>
  );
}
