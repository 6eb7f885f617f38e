import type { Tap } from '@lastpair/contracts';
import { useState } from 'react';
import { Field } from '../../parts/field.tsx';
import { textOf } from '../../parts/form-text.ts';
import { troubleInWords } from '../../server/store-error.ts';
import { trpc } from '../../server/trpc.ts';
import { readTap } from './read-tap.ts';
import type { ReadTap } from './read-tap.ts';
import { Trouble } from '../../parts/trouble.tsx';

/** Adds a tap, or gives one another name or address. */
export function TapForm({ tap, onDone }: { tap?: Tap; onDone: () => void }) {
  const [problems, setProblems] = useState<Extract<ReadTap, { ok: false }>>();
  const add = trpc.desk.taps.add.useMutation({ onSuccess: onDone });
  const edit = trpc.desk.taps.edit.useMutation({ onSuccess: onDone });
  const busy = add.isPending || edit.isPending;
  const error = add.error ?? edit.error;
  return (
    <form
      className="tile appear grid gap-4 p-4 sm:grid-cols-[minmax(0,1fr)_minmax(0,2fr)]"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        const form = new FormData(event.currentTarget);
        const read = readTap(textOf(form, 'name'), textOf(form, 'url'));
        setProblems(read.ok ? undefined : read);
        if (!read.ok || busy) return;
        if (tap) edit.mutate({ tapId: tap.id, ...read.tap });
        else add.mutate(read.tap);
      }}
    >
      <Field
        label="Name of the tap"
        name="name"
        maxLength={60}
        defaultValue={tap?.name}
        problem={problems?.name}
        hint="As it is called here."
      />
      <Field
        label="Address"
        name="url"
        maxLength={500}
        placeholder="wss://example.com/levels"
        defaultValue={tap?.url}
        problem={problems?.url}
        hint="ws:// or wss://"
      />
      <div className="flex flex-wrap items-center gap-3 sm:col-span-2">
        <button type="submit" className="button button-main" aria-disabled={busy}>
          {tap ? 'Save' : 'Listen to it'}
        </button>
        <button type="button" className="button" onClick={onDone}>
          Cancel
        </button>
        <Trouble>{error && troubleInWords(error)}</Trouble>
      </div>
    </form>
  );
}
