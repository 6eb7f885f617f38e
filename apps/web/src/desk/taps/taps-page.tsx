import { useState } from 'react';
import { useDesk } from '../live/desk-context.ts';
import { DeskHead } from '../parts/desk-head.tsx';
import { TapForm } from './tap-form.tsx';
import { TapRow } from './tap-row.tsx';

/** Where readings come from, and how each of them is doing. */
export function TapsPage() {
  const { desk, isMerchant } = useDesk();
  const [adding, setAdding] = useState(false);
  return (
    <>
      <DeskHead
        title="Taps"
        help={
          'A tap is a WebSocket that tells levels: one {"store", "model", "inventory"} in each message or line. One worker listens to each and comes back by itself when it is cut off.'
        }
      >
        {isMerchant && (
          <button
            type="button"
            className="button button-main"
            aria-expanded={adding}
            onClick={() => setAdding(!adding)}
          >
            {adding ? 'Never mind' : 'Add a tap'}
          </button>
        )}
      </DeskHead>
      {adding && <TapForm onDone={() => setAdding(false)} />}
      {desk.taps.length === 0 && (
        <p className="rounded-tile border border-dashed border-line py-10 text-center text-quiet">
          No taps yet.{' '}
          {isMerchant
            ? 'Add the first one, or let a store send to POST /api/stores/readings.'
            : 'A merchant adds them.'}
        </p>
      )}
      <ul className="grid gap-2" aria-label="Taps">
        {desk.taps.map((tap) => (
          <TapRow key={tap.id} tap={tap} />
        ))}
      </ul>
    </>
  );
}
