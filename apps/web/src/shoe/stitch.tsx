/** A seam along a path. */
export function Stitch({ d, color }: { d: string; color: string }) {
  return (
    <path
      d={d}
      fill="none"
      stroke={color}
      strokeWidth="1.5"
      strokeDasharray="4.5 3.2"
      strokeLinecap="round"
      opacity="0.75"
    />
  );
}
