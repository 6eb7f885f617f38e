import { trpc } from '../server/trpc.ts';
import { useMe } from '../server/use-me.ts';
import { PageTitle } from '../shell/page-title.tsx';
import { Waiting } from '../shell/waiting.tsx';
import { MerchantDrop } from './merchant-drop.tsx';
import { MerchantSignIn } from './merchant-sign-in.tsx';
import { NewDropForm } from './new-drop-form.tsx';

/** Where drops are made, opened, closed and restocked. */
export function MerchantPage() {
  const { me, known } = useMe();
  return (
    <>
      <PageTitle text="Merchant" />
      <h1>Merchant</h1>
      {me?.shopper.role === 'merchant' ? (
        <MerchantDesk />
      ) : known ? (
        <MerchantSignIn />
      ) : (
        <Waiting />
      )}
    </>
  );
}

function MerchantDesk() {
  const { data: views } = trpc.drops.list.useQuery();
  return (
    <>
      <p className="links">
        <a href="/ops/queues">Queues</a>
        <a href="/api/docs">API docs</a>
      </p>
      <details className="new-drop">
        <summary>New drop</summary>
        <NewDropForm />
      </details>
      <section aria-labelledby="drops-title">
        <h2 id="drops-title">Drops</h2>
        <ul className="rows">
          {views?.map((view) => (
            <MerchantDrop key={view.id} view={view} />
          ))}
        </ul>
      </section>
    </>
  );
}
