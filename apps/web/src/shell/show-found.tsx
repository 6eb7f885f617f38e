import type { ReactNode } from 'react';
import type { Found } from '../server/found.ts';
import { Unreachable } from './unreachable.tsx';
import { Waiting } from './waiting.tsx';

/** Shows what was looked for, or `unknown` when there is no such thing. */
export function ShowFound<It>({
  found,
  unknown,
  children,
}: {
  found: Found<It>;
  unknown: ReactNode;
  children: (it: It) => ReactNode;
}) {
  switch (found.state) {
    case 'shown':
      return children(found.it);
    case 'loading':
      return <Waiting />;
    case 'unreachable':
      return <Unreachable tryAgain={found.tryAgain} />;
    case 'unknown':
      return unknown;
  }
}
