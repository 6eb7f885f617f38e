import type { Room } from '@lastpair/contracts';
import { Nothing } from './nothing.tsx';

/** The newest lines of the drop's log: what was asked, and what the answer was. */
export function Log({ lines }: { lines: Room['log'] }) {
  if (lines.length === 0) return <Nothing text="The log is empty." />;
  return (
    <div className="max-h-96 overflow-auto" tabIndex={0} role="region" aria-label="The log">
      <table className="label w-full whitespace-nowrap tabular-nums">
        <thead className="text-left text-quiet">
          <tr>
            {['Seq', 'At', 'Who', 'Asked', 'Answer'].map((head) => (
              <th key={head} className="pr-4 pb-2 font-normal">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map(({ seq, at, kind, name, payload, status, answer }) => (
            <tr key={seq} className="border-t border-line">
              <td className="py-1 pr-4">{seq}</td>
              <td className="pr-4">{new Date(at).toLocaleTimeString()}</td>
              <td className="max-w-40 truncate pr-4">{name}</td>
              <td className="max-w-56 truncate pr-4">
                {kind} {payload}
              </td>
              <td className={status === 'accepted' ? 'text-good' : 'text-bad'}>
                {answer.replaceAll('_', ' ')}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
