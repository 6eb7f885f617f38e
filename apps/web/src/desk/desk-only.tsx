import type { ReactNode } from 'react';
import { useMe } from '../server/use-me.ts';
import { Waiting } from '../shell/waiting.tsx';
import { DeskSignIn } from './desk-sign-in.tsx';

/** What only the inventory department and merchants see; others get the way in. */
export function DeskOnly({ children }: { children: (isMerchant: boolean) => ReactNode }) {
  const { me, known } = useMe();
  const role = me?.shopper.role;
  if (role === 'merchant' || role === 'inventory') return children(role === 'merchant');
  return known ? <DeskSignIn shopper={me?.shopper.name} /> : <Waiting />;
}
