import { distance, css, shade } from './oklch.ts';
import type { Oklch } from './oklch.ts';
import { parseColorway } from './parse-colorway.ts';

/** What each part of a drawn shoe is painted with, as CSS colours. */
export type ShoePaint = Record<
  | 'upper'
  | 'upperLight'
  | 'upperDark'
  | 'panel'
  | 'panelDark'
  | 'accent'
  | 'accentDark'
  | 'lining'
  | 'liningDark'
  | 'laces'
  | 'lacesDark'
  | 'midsole'
  | 'midsoleLight'
  | 'midsoleDark'
  | 'outsole'
  | 'outsoleDark'
  | 'stitch'
  | 'stage',
  string
>;

const CHALK: Oklch = { l: 0.95, c: 0.012, h: 92 };
const COAL: Oklch = { l: 0.27, c: 0.008, h: 265 };
/** Closer than this, two parts would run into each other. */
const TOO_CLOSE = 0.14;

const unlike = (colour: Oklch, other: Oklch): Oklch =>
  distance(colour, other) < TOO_CLOSE ? shade(colour, other.l > 0.55 ? -0.2 : 0.22) : colour;

/** Paints a shoe from its colourway: the first colour is the upper's, the second the mark's, the third the laces'. */
export function shoePaintOf(colorway: string): ShoePaint {
  const [upper = CHALK, second, third] = parseColorway(colorway);
  const accent = unlike(second ?? shade(upper, upper.l > 0.6 ? -0.34 : 0.34), upper);
  const panel = shade(upper, upper.l > 0.45 ? -0.085 : 0.075);
  const laces = third ?? (upper.l > 0.72 ? shade(accent, 0.04) : CHALK);
  const midsole = third && third.l > 0.6 ? third : upper.l > 0.9 ? shade(CHALK, -0.03) : CHALK;
  const gum = /gum/i.test(colorway) ? parseColorway('gum')[0] : undefined;
  const outsole = gum ?? (accent.c > 0.06 || accent.l < 0.45 ? accent : COAL);
  const lining = accent.l > 0.2 && accent.c > 0.04 ? accent : shade(upper, -0.22);
  return {
    upper: css(upper),
    upperLight: css(shade(upper, 0.07)),
    upperDark: css(shade(upper, -0.16)),
    panel: css(panel),
    panelDark: css(shade(panel, -0.13)),
    accent: css(accent),
    accentDark: css(shade(accent, -0.12)),
    lining: css(shade(lining, -0.05)),
    liningDark: css(shade(lining, -0.24)),
    laces: css(unlike(laces, upper)),
    lacesDark: css(shade(unlike(laces, upper), -0.2)),
    midsole: css(midsole),
    midsoleLight: css(shade(midsole, 0.05)),
    midsoleDark: css(shade(midsole, -0.17)),
    outsole: css(outsole),
    outsoleDark: css(shade(outsole, -0.14)),
    stitch: css(shade(upper, upper.l > 0.5 ? -0.2 : 0.24)),
    stage: css({
      l: 0.7,
      c: Math.min(0.16, Math.max(accent.c, upper.c, 0.02)),
      h: accent.c > upper.c ? accent.h : upper.h,
    }),
  };
}

/** The colour of the light on a shoe's stage: the livelier one of its colourway. */
export const stageColourOf = (colorway: string): string => shoePaintOf(colorway).stage;
