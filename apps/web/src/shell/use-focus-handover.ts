import { useLayoutEffect, useRef } from 'react';
import type { RefObject } from 'react';

/** The element that says what became of the last click. */
export const OUTCOME_ID = 'outcome';

/**
 * Hands the focus on to what says what became of the last click, when the element that has it goes away. Put the ref on
 * that element. Whoever uses the keyboard would start again at the top of the page otherwise.
 */
export function useFocusHandover<E extends HTMLElement>(): RefObject<E | null> {
  const element = useRef<E>(null);
  useLayoutEffect(() => {
    const leaving = element.current;
    return () => {
      if (leaving?.contains(document.activeElement)) {
        document.getElementById(OUTCOME_ID)?.focus({ preventScroll: true });
      }
    };
  }, []);
  return element;
}
