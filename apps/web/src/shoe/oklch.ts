/** A colour in OKLCH: lightness 0 to 1, chroma 0 to about 0.3, hue in degrees. */
export type Oklch = { l: number; c: number; h: number };

const within = (value: number, min: number, max: number): number =>
  Math.min(max, Math.max(min, value));

/** A colour as CSS and SVG take it. */
export const css = ({ l, c, h }: Oklch): string =>
  `oklch(${l.toFixed(3)} ${c.toFixed(3)} ${h.toFixed(1)})`;

/** The same colour in more or less light. Darker is a little richer and lighter a little paler, as on leather. */
export const shade = ({ l, c, h }: Oklch, by: number): Oklch => ({
  l: within(l + by, 0.12, 0.985),
  c: within(c * (1 - by * 0.6), 0, 0.3),
  h,
});

/** How far apart two colours are to the eye, roughly: 0 is the same. */
export function distance(one: Oklch, other: Oklch): number {
  const point = ({ c, h }: Oklch) => [
    c * Math.cos((h * Math.PI) / 180),
    c * Math.sin((h * Math.PI) / 180),
  ];
  const [a = 0, b = 0] = point(one);
  const [otherA = 0, otherB = 0] = point(other);
  return Math.hypot(one.l - other.l, a - otherA, b - otherB);
}
