import { PageTitle } from '../shell/page-title.tsx';
import { MerchantDesk } from './merchant-desk.tsx';
import { MerchantOnly } from './merchant-only.tsx';
import { OpsLinks } from './ops-links.tsx';

/** Where drops are made, opened, closed and restocked. */
export function MerchantPage() {
  return (
    <>
      <PageTitle text="Merchant" />
      <div className="mb-6 flex flex-wrap items-end justify-between gap-3">
        <h1 className="display text-name">Merchant</h1>
        <OpsLinks />
      </div>
      <MerchantOnly>
        <MerchantDesk />
      </MerchantOnly>
    </>
  );
}
