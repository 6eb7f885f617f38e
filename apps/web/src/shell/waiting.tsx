/** Said while something is on its way for the first time. */
export function Waiting() {
  return (
    <p className="quiet" role="status">
      Loading…
    </p>
  );
}
