/** A piece sewn on: the piece, the light on its upper edge and the shadow that it throws. */
export function Panel({ d, fill, edge }: { d: string; fill: string; edge: string }) {
  return (
    <>
      <path
        d={d}
        fill="none"
        stroke="#000"
        strokeWidth="5"
        opacity="0.1"
        transform="translate(0 3)"
      />
      <path d={d} fill={fill} />
      <path d={d} fill="none" stroke={edge} strokeWidth="1.6" opacity="0.85" />
      <path
        d={d}
        fill="none"
        stroke="#fff"
        strokeWidth="1.2"
        opacity="0.22"
        transform="translate(0 1.6)"
      />
    </>
  );
}
