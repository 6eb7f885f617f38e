import type { MouseEvent } from 'react';

/**
 * Makes a click handler that leaves out the second half of a double click. The first half moves the page, so that the second
 * one may fall on something that was not meant: another size, or the button that buys. (`detail` is the browser's count.)
 */
export const singleClick =
  (act: () => void) =>
  ({ detail }: MouseEvent): void => {
    if (detail < 2) act();
  };
