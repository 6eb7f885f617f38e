/** The shape of a page while its content is on its way for the first time. */
export function Waiting() {
  return (
    <div role="status">
      <span className="sr-only">Loading…</span>
      <div className="grid gap-6 py-6 lg:grid-cols-2" aria-hidden="true">
        <div className="skeleton pulse aspect-4/3" />
        <div className="grid content-start gap-4">
          <div className="skeleton pulse h-6 w-24" />
          <div className="skeleton pulse h-16" />
          <div className="skeleton pulse h-10 w-1/2" />
        </div>
      </div>
    </div>
  );
}
