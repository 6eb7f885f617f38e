import { useState } from 'react';
import type { Order, Show } from '../shelves/choose.ts';

/** What somebody has chosen to see in the grid. It stays while one looks at other pages of the desk. */
export type DeskView = {
  store: string;
  model: string;
  show: Show;
  order: Order;
  /** Which hundred stores and which fifty models of a desk that is larger than a window. */
  storePage: number;
  modelPage: number;
  change: (change: Partial<Omit<DeskView, 'change'>>) => void;
};

/** The choice and how to change it. Another filter starts at the first page again. */
export function useDeskView(): DeskView {
  const [view, setView] = useState<Omit<DeskView, 'change'>>({
    store: '',
    model: '',
    show: 'all',
    order: 'name',
    storePage: 0,
    modelPage: 0,
  });
  return {
    ...view,
    change: (change) =>
      setView((before) => {
        const filtered = ['store', 'model', 'show'].some((field) => field in change);
        return { ...before, ...(filtered && { storePage: 0, modelPage: 0 }), ...change };
      }),
  };
}
