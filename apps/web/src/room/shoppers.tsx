import type { Room } from '@lastpair/contracts';
import { Ago } from '../time/ago.tsx';
import { Nothing } from './nothing.tsx';

/** Who asked for something in the last minutes. */
export function Shoppers({ shoppers }: { shoppers: Room['shoppers'] }) {
  if (shoppers.length === 0)
    return <Nothing text="Nobody asked for anything in the last five minutes." />;
  return (
    <div className="max-h-80 overflow-auto" tabIndex={0} role="region" aria-label="Shopping now">
      <ul className="divide-y divide-line text-sm">
        {shoppers.map(({ name, held, bought, lastSeen }, index) => (
          // Names are not unique, and the list is shown anew as a whole.
          // oxlint-disable-next-line react/no-array-index-key
          <li key={`${name} ${index}`} className="flex items-baseline gap-3 py-1.5">
            <span className="min-w-0 truncate font-semibold">{name}</span>
            <span className="flex-none text-quiet">
              {held} held, {bought} bought
            </span>
            <span className="ml-auto flex-none">
              <Ago at={lastSeen} />
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
