import { memo, useId, useMemo } from 'react';
import { court } from './court.tsx';
import { highTop } from './high-top.tsx';
import type { Last } from './last.ts';
import { runner } from './runner.tsx';
import { ShoeDrawing } from './shoe-drawing.tsx';
import { shoePaintOf } from './shoe-paint.ts';
import { silhouetteOf } from './silhouette-of.ts';
import type { Silhouette } from './silhouette-of.ts';
import { trail } from './trail.tsx';

const lasts: Record<Silhouette, Last> = { runner, court, high: highTop, trail };

/** A product's shoe, drawn: its silhouette from its name, its colours from its colourway. The text beside it says what it is. */
export const Shoe = memo(function Shoe({
  name,
  colorway,
  className,
}: {
  name: string;
  colorway: string;
  className?: string;
}) {
  const id = useId();
  const paint = useMemo(() => shoePaintOf(colorway), [colorway]);
  return (
    <svg
      className={className}
      viewBox="16 -14 624 398"
      aria-hidden="true"
      data-silhouette={silhouetteOf(name)}
    >
      <ShoeDrawing last={lasts[silhouetteOf(name)]} paint={paint} id={id} />
    </svg>
  );
});
