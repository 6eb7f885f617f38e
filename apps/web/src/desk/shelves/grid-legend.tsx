import type { Tone } from '../words.ts';

const words: [tone: Tone, text: string][] = [
  ['well', 'well'],
  ['soon', 'sold out within 2 h'],
  ['low', 'too few'],
  ['out', 'sold out'],
  ['high', 'too many'],
];

/** What the colours of the grid mean. */
export function GridLegend() {
  return (
    <ul
      className="flex flex-wrap gap-x-4 gap-y-1 text-sm text-quiet"
      aria-label="What the colours mean"
    >
      {words.map(([tone, text]) => (
        <li key={tone} className="flex items-center gap-1.5" data-tone={tone}>
          <span className="level-dot" aria-hidden="true" />
          {text}
        </li>
      ))}
      <li className="sm:ml-auto">Arrow keys move in the grid, Enter opens a shelf.</li>
    </ul>
  );
}
