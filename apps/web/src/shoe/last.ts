import type { ComponentType } from 'react';
import type { ShoePaint } from './shoe-paint.ts';

/** A point in the drawing: 640 wide, 400 high, the ground at 352, the toe to the right. */
export type Point = readonly [x: number, y: number];

/** A cubic curve: start, two handles, end. */
export type Curve = readonly [Point, Point, Point, Point];

/** What draws details: it is given the paint, and `id` to name gradients of this one drawing by. */
export type ShoePart = ComponentType<{ paint: ShoePaint; id: string }>;

/** The form a shoe is built on, as shoemakers call it: the outlines as SVG paths, and what is sewn onto them. */
export type Last = {
  upper: string;
  /** The inside of the far collar, seen over the near one. */
  lining: string;
  tongue: string;
  midsole: string;
  outsole: string;
  /** From the top eyelet to the last one before the toe. */
  throat: Curve;
  laceCount: number;
  /** How far a lace reaches over the throat. */
  laceReach: Point;
  /** Sewn on the upper and cut off at its outline. */
  Panels: ShoePart;
  /** On the midsole, and cut off at its outline. */
  SoleDetails: ShoePart;
};

/** The point of a curve at `t`, 0 to 1. */
export function pointAt([p0, p1, p2, p3]: Curve, t: number): Point {
  const u = 1 - t;
  const mix = (axis: 0 | 1): number =>
    u ** 3 * p0[axis] + 3 * u * u * t * p1[axis] + 3 * u * t * t * p2[axis] + t ** 3 * p3[axis];
  return [mix(0), mix(1)];
}
