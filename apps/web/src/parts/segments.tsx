/** A choice of one of a few, side by side. */
export function Segments<Value extends string>({
  label,
  values,
  words,
  value,
  onChange,
}: {
  label: string;
  values: readonly Value[];
  words: Record<Value, string>;
  value: Value;
  onChange: (value: Value) => void;
}) {
  return (
    <div
      role="group"
      aria-label={label}
      className="inline-flex max-w-full justify-self-start flex-wrap gap-1 rounded-3xl border border-line bg-card p-1"
    >
      {values.map((each) => (
        <button
          key={each}
          type="button"
          aria-pressed={each === value}
          className={`min-h-9 rounded-full px-3 text-sm font-semibold ${
            each === value ? 'bg-ink text-paper' : 'text-quiet hover:text-ink'
          }`}
          onClick={() => onChange(each)}
        >
          {words[each]}
        </button>
      ))}
    </div>
  );
}
