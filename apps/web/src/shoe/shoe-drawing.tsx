import { Laces } from './laces.tsx';
import type { Last } from './last.ts';
import { ShoeDefs } from './shoe-defs.tsx';
import type { ShoePaint } from './shoe-paint.ts';

/** A shoe from the ground up: shadow, sole, what is behind, the upper with its light, the laces. */
export function ShoeDrawing({ last, paint, id }: { last: Last; paint: ShoePaint; id: string }) {
  const { upper, Panels, SoleDetails } = last;
  const url = (part: string): string => `url(#${id}-${part})`;
  return (
    <>
      <ShoeDefs last={last} paint={paint} id={id} />
      <ellipse className="shoe-shadow" cx="326" cy="356" rx="300" ry="26" fill={url('ground')} />
      <path d={last.lining} fill={url('cave')} />
      <path d={last.tongue} fill={url('tongue')} />
      <path d={last.tongue} fill="none" stroke={paint.panelDark} strokeWidth="2" />
      <path d={upper} fill={url('skin')} />
      <g clipPath={url('upper')}>
        <path d={upper} fill={url('mesh')} opacity="0.42" />
        <Panels paint={paint} id={id} />
        <path d={upper} fill={url('form')} />
        <path d={upper} fill={url('turn')} />
        <path d={upper} fill={url('toe')} />
        <path d={upper} fill="none" stroke="#000" strokeWidth="5" opacity="0.14" />
        <path
          d={upper}
          fill="none"
          stroke="#fff"
          strokeWidth="3"
          opacity="0.22"
          transform="translate(1 3)"
        />
      </g>
      <Laces last={last} paint={paint} />
      <path
        d={last.midsole}
        fill="none"
        stroke="#000"
        strokeWidth="7"
        opacity="0.12"
        transform="translate(0 -3)"
        clipPath={url('upper')}
      />
      <path d={last.outsole} fill={paint.outsole} />
      <path d={last.outsole} fill="none" stroke={paint.outsoleDark} strokeWidth="2" />
      <path d={last.midsole} fill={url('foam')} />
      <g clipPath={url('sole')}>
        <SoleDetails paint={paint} id={id} />
        <path d={last.midsole} fill={url('turn')} opacity="0.7" />
        <path
          d={last.midsole}
          fill="none"
          stroke="#fff"
          strokeWidth="4"
          opacity="0.5"
          transform="translate(0 1.5)"
        />
        <path d={last.midsole} fill="none" stroke={paint.midsoleDark} strokeWidth="1.6" />
      </g>
    </>
  );
}
