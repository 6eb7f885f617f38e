import { Route, Switch } from 'wouter';
import { BagPage } from '../bag/bag-page.tsx';
import { DropPage } from '../drop/drop-page.tsx';
import { DropsPage } from '../drop/drops-page.tsx';
import { MerchantPage } from '../merchant/merchant-page.tsx';
import { OwnOutcomes } from '../server/own-outcomes.tsx';
import { useMe } from '../server/use-me.ts';
import { Footer } from './footer.tsx';
import { Header } from './header.tsx';
import { NotFoundPage } from './not-found-page.tsx';
import { useFocusOnNavigation } from './use-focus-on-navigation.ts';

/** All pages. */
export function App() {
  const { me } = useMe();
  const main = useFocusOnNavigation();
  return (
    <>
      {me && <OwnOutcomes key={me.shopper.id} />}
      <Header />
      <main className="main" id="main" ref={main} tabIndex={-1}>
        <Switch>
          <Route path="/">
            <DropsPage />
          </Route>
          <Route path="/drops/:dropId">
            {({ dropId }) => <DropPage key={dropId} dropId={dropId} />}
          </Route>
          <Route path="/bag">
            <BagPage />
          </Route>
          <Route path="/merchant">
            <MerchantPage />
          </Route>
          <Route>
            <NotFoundPage />
          </Route>
        </Switch>
      </main>
      <Footer />
    </>
  );
}
