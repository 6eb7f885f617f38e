import { useEffect } from 'react';
import type { RefObject } from 'react';

/** Scrolls an element that has appeared in answer to a click to where it can be seen, if it is not. */
export function useComeIntoView(element: RefObject<Element | null>): void {
  useEffect(() => {
    if (navigator.userActivation?.isActive) element.current?.scrollIntoView({ block: 'nearest' });
  }, [element]);
}
