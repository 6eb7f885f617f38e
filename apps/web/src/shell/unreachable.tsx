/** Said when the store could not be reached, with the way to try again. */
export function Unreachable({ tryAgain }: { tryAgain: () => void }) {
  return (
    <div role="alert">
      <p>The store could not be reached.</p>
      <button type="button" className="button" onClick={tryAgain}>
        Try again
      </button>
    </div>
  );
}
