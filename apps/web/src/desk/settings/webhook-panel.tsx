import { useState } from 'react';
import { Field } from '../../parts/field.tsx';
import { textOf } from '../../parts/form-text.ts';
import { cache } from '../../server/cache.ts';
import { troubleInWords } from '../../server/store-error.ts';
import { trpc } from '../../server/trpc.ts';
import { useDesk } from '../live/desk-context.ts';
import { WebhookState } from './webhook-state.tsx';
import { Trouble } from '../../parts/trouble.tsx';

const AGAIN_MS = 5_000;

/** Where alerts are sent, and how that goes. */
export function WebhookPanel() {
  const { isMerchant } = useDesk();
  const { data: webhook } = trpc.desk.webhook.get.useQuery(undefined, {
    refetchInterval: AGAIN_MS,
    refetchOnMount: 'always',
  });
  const [secret, setSecret] = useState<string>();
  const again = () => cache.desk.webhook.get.invalidate();
  const set = trpc.desk.webhook.set.useMutation({
    onSuccess: (made) => {
      setSecret(made.secret);
      return again();
    },
  });
  const remove = trpc.desk.webhook.remove.useMutation({
    onSuccess: () => {
      setSecret(undefined);
      return again();
    },
  });
  const error = set.error ?? remove.error;
  const ours = webhook?.source !== 'environment';
  return (
    <section className="tile grid gap-4 p-5" aria-labelledby="webhook">
      <h2 id="webhook" className="text-lg font-bold">
        Webhook
      </h2>
      <p className="text-sm text-quiet">
        Each alert is posted there when it is raised, acknowledged and cleared, signed with a
        secret, and tried again until it is taken.
      </p>
      {webhook && <WebhookState webhook={webhook} />}
      {isMerchant && ours && webhook && (
        <form
          className="grid gap-3"
          onSubmit={(event) => {
            event.preventDefault();
            const url = textOf(new FormData(event.currentTarget), 'url');
            if (!set.isPending) set.mutate({ url });
          }}
        >
          <Field
            key={webhook.url}
            label="Address"
            name="url"
            type="url"
            required
            maxLength={500}
            placeholder="https://example.com/alerts"
            defaultValue={webhook.url ?? ''}
            hint="Setting it makes a new secret."
          />
          <div className="flex flex-wrap items-center gap-2">
            <button type="submit" className="button button-main" aria-disabled={set.isPending}>
              Send alerts there
            </button>
            {webhook.url !== null && (
              <button
                type="button"
                className="button"
                aria-disabled={remove.isPending}
                onClick={() => !remove.isPending && remove.mutate()}
              >
                Send them nowhere
              </button>
            )}
          </div>
        </form>
      )}
      {!isMerchant && <p className="text-sm text-quiet">A merchant sets the address.</p>}
      {secret !== undefined && (
        <div className="grid gap-1 rounded-2xl bg-good-wash p-4 text-good" role="status">
          <p className="font-semibold">The secret, shown this once:</p>
          <code className="label break-all">{secret}</code>
        </div>
      )}
      <Trouble>{error && troubleInWords(error)}</Trouble>
    </section>
  );
}
