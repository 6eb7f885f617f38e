import { DeskLive } from './desk-live.tsx';
import { DeskOnly } from './desk-only.tsx';

/** The inventory desk: every store, every model, live. */
export function DeskPage() {
  return <DeskOnly>{(isMerchant) => <DeskLive isMerchant={isMerchant} />}</DeskOnly>;
}
