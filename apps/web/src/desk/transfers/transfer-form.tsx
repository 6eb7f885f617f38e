import { INVENTORY } from '@lastpair/contracts';
import { useMutation } from '@tanstack/react-query';
import { useId, useRef, useState } from 'react';
import { v7 as uuidv7 } from 'uuid';
import { Field } from '../../parts/field.tsx';
import { textOf } from '../../parts/form-text.ts';
import { client } from '../../server/client.ts';
import { useDesk } from '../live/desk-context.ts';
import { findByName, messageOf } from '../parts/find-by-name.ts';
import { Names } from '../parts/names.tsx';
import { useStep } from './use-step.ts';
import { Trouble } from '../../parts/trouble.tsx';

/** Asks for a transfer that nobody has suggested, by names. */
export function TransferForm({ onAsked }: { onAsked: () => void }) {
  const { desk } = useDesk();
  const id = useId();
  const form = useRef<HTMLFormElement>(null);
  const step = useStep();
  // One id until it is answered, so that asking twice makes one transfer.
  const [transferId, setTransferId] = useState(() => uuidv7());
  const { mutate, isPending, error } = useMutation({
    mutationFn: request,
    onSuccess: (transfer) => {
      step.onSuccess(transfer);
      setTransferId(uuidv7());
      form.current?.reset();
      onAsked();
    },
  });
  return (
    <form
      ref={form}
      className="appear grid gap-4 rounded-2xl bg-wash p-4"
      onSubmit={(event) => {
        event.preventDefault();
        const asked = new FormData(event.currentTarget);
        if (isPending) return;
        mutate({
          transferId,
          model: textOf(asked, 'model'),
          from: textOf(asked, 'from'),
          to: textOf(asked, 'to'),
          quantity: Number(textOf(asked, 'quantity')),
          reason: textOf(asked, 'reason'),
        });
      }}
    >
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="Model" name="model" list={`${id}-models`} autoComplete="off" required />
        <Field
          label="Pairs"
          name="quantity"
          type="number"
          min={1}
          max={INVENTORY.max}
          autoComplete="off"
          required
        />
        <Field label="From" name="from" list={`${id}-stores`} autoComplete="off" required />
        <Field label="To" name="to" list={`${id}-stores`} autoComplete="off" required />
      </div>
      <Field
        label="Why"
        name="reason"
        maxLength={500}
        autoComplete="off"
        hint="Shown with the transfer. May stay empty."
      />
      <Names id={`${id}-models`} named={desk.models} />
      <Names id={`${id}-stores`} named={desk.stores} />
      <div className="flex flex-wrap items-center gap-3">
        <button type="submit" className="button button-main" aria-disabled={isPending}>
          Ask for it
        </button>
        <Trouble>{error && messageOf(error)}</Trouble>
      </div>
    </form>
  );
}

async function request(asked: {
  transferId: string;
  model: string;
  from: string;
  to: string;
  quantity: number;
  reason: string;
}) {
  const { model, from, to, ...rest } = asked;
  const [modelId, fromStoreId, toStoreId] = await Promise.all([
    findByName(client.desk.models.query, model, 'model'),
    findByName(client.desk.stores.query, from, 'store'),
    findByName(client.desk.stores.query, to, 'store'),
  ]);
  return client.desk.transfers.request.mutate({ ...rest, modelId, fromStoreId, toStoreId });
}
