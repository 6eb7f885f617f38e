import type { Last } from './last.ts';
import type { ShoePaint } from './shoe-paint.ts';

/** The light, the fabrics and the outlines that one drawing refers to by `id`. */
export function ShoeDefs({ last, paint, id }: { last: Last; paint: ShoePaint; id: string }) {
  return (
    <defs>
      <clipPath id={`${id}-upper`}>
        <path d={last.upper} />
      </clipPath>
      <clipPath id={`${id}-sole`}>
        <path d={last.midsole} />
      </clipPath>
      <linearGradient id={`${id}-skin`} x1="0.3" y1="0" x2="0.42" y2="1">
        <stop offset="0" stopColor={paint.upperLight} />
        <stop offset="0.45" stopColor={paint.upper} />
        <stop offset="1" stopColor={paint.upperDark} />
      </linearGradient>
      <linearGradient id={`${id}-form`} x1="0" y1="0" x2="0" y2="1">
        <stop offset="0" stopColor="#fff" stopOpacity="0.2" />
        <stop offset="0.4" stopColor="#fff" stopOpacity="0" />
        <stop offset="0.62" stopColor="#000" stopOpacity="0" />
        <stop offset="1" stopColor="#000" stopOpacity="0.32" />
      </linearGradient>
      <linearGradient id={`${id}-turn`} x1="0" y1="0" x2="1" y2="0">
        <stop offset="0" stopColor="#000" stopOpacity="0.34" />
        <stop offset="0.1" stopColor="#000" stopOpacity="0.04" />
        <stop offset="0.2" stopColor="#fff" stopOpacity="0.12" />
        <stop offset="0.36" stopColor="#fff" stopOpacity="0" />
        <stop offset="0.9" stopColor="#000" stopOpacity="0" />
        <stop offset="1" stopColor="#000" stopOpacity="0.26" />
      </linearGradient>
      <radialGradient id={`${id}-toe`} cx="0.78" cy="0.6" r="0.2">
        <stop offset="0" stopColor="#fff" stopOpacity="0.34" />
        <stop offset="1" stopColor="#fff" stopOpacity="0" />
      </radialGradient>
      <linearGradient id={`${id}-foam`} x1="0" y1="0" x2="0" y2="1">
        <stop offset="0" stopColor={paint.midsoleLight} />
        <stop offset="0.5" stopColor={paint.midsole} />
        <stop offset="1" stopColor={paint.midsoleDark} />
      </linearGradient>
      <linearGradient id={`${id}-cave`} x1="0" y1="0" x2="0.4" y2="1">
        <stop offset="0" stopColor={paint.lining} />
        <stop offset="1" stopColor={paint.liningDark} />
      </linearGradient>
      <linearGradient id={`${id}-tongue`} x1="0" y1="0" x2="1" y2="0.8">
        <stop offset="0" stopColor={paint.panel} />
        <stop offset="1" stopColor={paint.panelDark} />
      </linearGradient>
      <radialGradient id={`${id}-ground`}>
        <stop offset="0" stopColor="#000" stopOpacity="0.5" />
        <stop offset="0.6" stopColor="#000" stopOpacity="0.2" />
        <stop offset="1" stopColor="#000" stopOpacity="0" />
      </radialGradient>
      <pattern
        id={`${id}-mesh`}
        width="7"
        height="6"
        patternUnits="userSpaceOnUse"
        patternTransform="rotate(-14)"
      >
        <circle cx="1.8" cy="1.6" r="1.15" fill={paint.upperDark} />
        <circle cx="5.3" cy="4.6" r="1.15" fill={paint.upperDark} />
      </pattern>
    </defs>
  );
}
