import { MessagePage } from './message-page.tsx';

/** Said when the store could not be reached, with the way to try again. */
export function Unreachable({ tryAgain }: { tryAgain: () => void }) {
  return (
    <div role="alert">
      <MessagePage title="The store could not be reached">
        <p>
          Your connection may be down, or the store is starting again. Nothing you hold or bought is
          lost.
        </p>
        <button type="button" className="button button-main" onClick={tryAgain}>
          Try again
        </button>
      </MessagePage>
    </div>
  );
}
