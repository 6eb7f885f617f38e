import type { ReactNode } from 'react';
import { useMe } from '../server/use-me.ts';
import { Waiting } from '../shell/waiting.tsx';
import { MerchantSignIn } from './merchant-sign-in.tsx';

/** What only the merchant sees; others get the way to sign in as one. */
export function MerchantOnly({ children }: { children: ReactNode }) {
  const { me, known } = useMe();
  if (me?.shopper.role === 'merchant') return children;
  return known ? <MerchantSignIn /> : <Waiting />;
}
