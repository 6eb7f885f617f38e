import type { Tap } from '@lastpair/contracts';
import { useState } from 'react';
import { count } from '../../time/format-time.ts';
import { useDesk } from '../live/desk-context.ts';
import { formatCount } from '../words.ts';
import { BadReadings } from './bad-readings.tsx';
import { TapControls } from './tap-controls.tsx';
import { TapForm } from './tap-form.tsx';
import { TapState } from './tap-state.tsx';

/** One tap: its state, what it has told, and what was no reading. */
export function TapRow({ tap }: { tap: Tap }) {
  const { isMerchant } = useDesk();
  const [editing, setEditing] = useState(false);
  const [showsBad, setShowsBad] = useState(false);
  const { name, url, source, readings, bad, connections, overtaken, lastError, state } = tap;
  return (
    <li className="tile grid gap-3 p-4" data-testid={`tap-${name}`}>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <div className="min-w-0 flex-1 basis-64">
          <div className="flex flex-wrap items-center gap-2">
            <h2 className="text-lg font-bold">{name}</h2>
            <TapState tap={tap} />
            {source === 'environment' && (
              <span className="label text-quiet">set in the environment</span>
            )}
          </div>
          <p className="label mt-1 break-all text-quiet">{url}</p>
        </div>
        {isMerchant && <TapControls tap={tap} onEdit={() => setEditing(true)} />}
      </div>
      <dl className="flex flex-wrap gap-x-6 gap-y-1 text-sm tabular-nums">
        <Counter label="Readings" value={readings} />
        <Counter label="Overtaken" value={overtaken} />
        <Counter label="Connections" value={connections} />
        <Counter label="Bad messages" value={bad} />
      </dl>
      {lastError !== null && state !== 'live' && (
        <p className="text-sm font-medium break-words text-bad">Last trouble: {lastError}</p>
      )}
      {bad > 0 && (
        <div>
          <button
            type="button"
            className="min-h-9 text-sm font-semibold underline underline-offset-4"
            aria-expanded={showsBad}
            onClick={() => setShowsBad(!showsBad)}
          >
            {showsBad ? 'Hide bad messages' : `Show what was bad: ${count(bad, 'message')}`}
          </button>
          {showsBad && <BadReadings tapId={tap.id} bad={bad} />}
        </div>
      )}
      {editing && <TapForm tap={tap} onDone={() => setEditing(false)} />}
    </li>
  );
}

function Counter({ label, value }: { label: string; value: number }) {
  return (
    <div className="flex gap-1.5">
      <dt className="text-quiet">{label}</dt>
      <dd className="font-semibold">{formatCount(value)}</dd>
    </div>
  );
}
