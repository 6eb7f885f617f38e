/** The ways to what is behind the store: the queues, and the api's own pages. */
export function OpsLinks() {
  return (
    <p className="flex gap-4 text-sm font-semibold">
      <a href="/ops/queues" className="py-2 underline underline-offset-4">
        Queues
      </a>
      <a href="/api/docs" className="py-2 underline underline-offset-4">
        API docs
      </a>
    </p>
  );
}
