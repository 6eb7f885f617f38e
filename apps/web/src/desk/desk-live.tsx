import type { DeskTotals } from '@lastpair/contracts';
import { Suspense, lazy, useState } from 'react';
import { Route, Switch, useSearchParams } from 'wouter';
import { NotFoundPage } from '../shell/not-found-page.tsx';
import { PageTitle } from '../shell/page-title.tsx';
import { Waiting } from '../shell/waiting.tsx';
import { AlertStrip } from './alerts/alert-strip.tsx';
import { AlertsPage } from './alerts/alerts-page.tsx';
import { DeskNav } from './desk-nav.tsx';
import { DeskContext } from './live/desk-context.ts';
import { useDeskView } from './live/use-desk-view.ts';
import { useDeskWatch } from './live/use-desk-watch.ts';
import type { DeskWindow } from './live/use-desk-watch.ts';
import { useDeskWindow } from './live/use-desk-window.ts';
import { SettingsPage } from './settings/settings-page.tsx';
import { readShelfKey } from './shelf/use-open-shelf.ts';
import { ShelvesPage } from './shelves/shelves-page.tsx';
import { TapsPage } from './taps/taps-page.tsx';
import { TransfersPage } from './transfers/transfers-page.tsx';

// It draws a chart, and what draws charts is heavy.
const ShelfDialog = lazy(() =>
  import('./shelf/shelf-dialog.tsx').then((module) => ({ default: module.ShelfDialog })),
);

/** All pages of the desk on one subscription, with what is common to them: the ways, the alerts, the open shelf. */
export function DeskLive({ isMerchant }: { isMerchant: boolean }) {
  const view = useDeskView();
  const [everything] = useState<DeskWindow>({});
  const [totals, setTotals] = useState<DeskTotals>();
  const wanted = useDeskWindow(view, totals);
  const watched = Object.keys(wanted).length === 0 ? everything : wanted;
  const [desk, dispatch] = useDeskWatch(watched);
  if (desk && desk.totals !== totals) setTotals(desk.totals);

  const [search] = useSearchParams();
  const open = readShelfKey(search.get('shelf'));
  if (!desk) return <Waiting />;
  const alerts = desk.totals.low + desk.totals.high;
  return (
    <DeskContext value={{ desk, dispatch, view, isMerchant }}>
      <PageTitle text={alerts > 0 ? `(${alerts}) Inventory desk` : 'Inventory desk'} />
      <div className="grid grid-cols-1 gap-4">
        <DeskNav />
        <AlertStrip />
        <Switch>
          <Route path="/desk">
            <ShelvesPage />
          </Route>
          <Route path="/desk/alerts">
            <AlertsPage />
          </Route>
          <Route path="/desk/transfers">
            <TransfersPage />
          </Route>
          <Route path="/desk/taps">
            <TapsPage />
          </Route>
          <Route path="/desk/settings">
            <SettingsPage />
          </Route>
          <Route>
            <NotFoundPage />
          </Route>
        </Switch>
      </div>
      <Suspense>
        {open && <ShelfDialog key={`${open.storeId}.${open.modelId}`} {...open} />}
      </Suspense>
    </DeskContext>
  );
}
