import { Tabs } from '@base-ui/react/tabs';
import { trpc } from '../server/trpc.ts';
import { MerchantDrop } from './merchant-drop.tsx';
import { NewDropForm } from './new-drop-form.tsx';

const tabClass =
  'min-h-11 rounded-full px-4 font-semibold text-quiet hover:text-ink data-active:bg-ink data-active:text-paper';

/** The drops with what is done to them, and the form for a new one. */
export function MerchantDesk() {
  const { data: views } = trpc.drops.list.useQuery(undefined, { refetchOnMount: 'always' });
  return (
    <Tabs.Root defaultValue="drops">
      <Tabs.List className="mb-6 inline-flex gap-1 rounded-full border border-line bg-card p-1">
        <Tabs.Tab value="drops" className={tabClass}>
          Drops
        </Tabs.Tab>
        <Tabs.Tab value="new" className={tabClass}>
          New drop
        </Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="drops">
        <h2 className="sr-only">Drops</h2>
        {views?.length === 0 && <p className="text-quiet">No drops yet. Make the first one.</p>}
        <ul className="grid gap-4 xl:grid-cols-2">
          {views?.map((view) => (
            <MerchantDrop key={view.id} view={view} />
          ))}
        </ul>
      </Tabs.Panel>
      <Tabs.Panel value="new">
        <h2 className="sr-only">New drop</h2>
        <NewDropForm />
      </Tabs.Panel>
    </Tabs.Root>
  );
}
