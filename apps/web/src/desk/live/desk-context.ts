import { createContext, useContext } from 'react';
import type { Dispatch } from 'react';
import type { DeskAction, DeskState } from './desk-state.ts';
import type { DeskView } from './use-desk-view.ts';

/** The desk as all its pages see it. */
export type LiveDesk = {
  desk: DeskState;
  dispatch: Dispatch<DeskAction>;
  view: DeskView;
  isMerchant: boolean;
};

export const DeskContext = createContext<LiveDesk | undefined>(undefined);

/** The live desk. Only below a DeskLive. */
export function useDesk(): LiveDesk {
  const live = useContext(DeskContext);
  if (!live) throw new Error('useDesk is for pages of the desk');
  return live;
}
