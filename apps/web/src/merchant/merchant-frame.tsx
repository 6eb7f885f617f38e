import type { ReactNode } from 'react';
import { PageTitle } from '../shell/page-title.tsx';
import { MerchantNav } from './merchant-nav.tsx';
import { MerchantOnly } from './merchant-only.tsx';
import { OpsLinks } from './ops-links.tsx';

/** What all pages of the merchant have around them. */
export function MerchantFrame({ title, children }: { title: string; children: ReactNode }) {
  return (
    <>
      <PageTitle text={title} />
      <div className="mb-6 flex flex-wrap items-end justify-between gap-3">
        <h1 className="display text-name">{title}</h1>
        <OpsLinks />
      </div>
      <MerchantOnly>
        <div className="grid grid-cols-1 gap-6">
          <MerchantNav />
          <div>{children}</div>
        </div>
      </MerchantOnly>
    </>
  );
}
