import { useEffect, useRef, useState } from 'react';
import type { RefObject } from 'react';

/** Near enough to be scrolled to in a moment. */
const MARGIN = '200px';

/** Whether an element is on screen, or nearly. Put the ref on it. */
export function useOnScreen<E extends Element>(): [RefObject<E | null>, boolean] {
  const element = useRef<E>(null);
  const [onScreen, setOnScreen] = useState(false);
  useEffect(() => {
    const observer = new IntersectionObserver(
      (entries) => setOnScreen(entries.at(-1)?.isIntersecting ?? false),
      { rootMargin: MARGIN },
    );
    if (element.current) observer.observe(element.current);
    return () => observer.disconnect();
  }, []);
  return [element, onScreen];
}
