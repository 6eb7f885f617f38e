/** The names that a field offers; `list` of the field is the `id`. */
export function Names({
  id,
  named,
}: {
  id: string;
  named: ReadonlyMap<number, { id: number; name: string }>;
}) {
  return (
    <datalist id={id}>
      {[...named.values()].map((each) => (
        <option key={each.id} value={each.name} />
      ))}
    </datalist>
  );
}
