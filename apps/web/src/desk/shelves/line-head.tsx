import { formatCount, formatMove } from '../words.ts';
import type { Line } from './choose.ts';

/** The name of a store or a model with what its shelves come to. */
export function LineHead({ line: { name, sum } }: { line: Line }) {
  return (
    <>
      <span
        className="line-clamp-2 text-[0.92em] leading-tight font-semibold tracking-tight break-words"
        title={name}
      >
        {name}
      </span>
      <span className="label block truncate text-quiet tabular-nums">
        {formatCount(sum.pairs)}
        <span className="sr-only"> pairs</span>
        {sum.alerts > 0 && (
          <span className="font-bold text-bad">
            {' '}
            !{sum.alerts}
            <span className="sr-only"> with an alert</span>
          </span>
        )}
        {sum.moved !== 0 && (
          <span>
            {' '}
            {formatMove(sum.moved)}
            <span className="sr-only"> in the last minute</span>
          </span>
        )}
      </span>
    </>
  );
}
