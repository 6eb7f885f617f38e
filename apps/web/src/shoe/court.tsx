import type { Last } from './last.ts';
import { Panel } from './panel.tsx';
import { Stitch } from './stitch.tsx';

const PERFORATIONS: readonly (readonly [x: number, y: number])[] = [
  ...[426, 446, 466, 486, 506].map((x) => [x, 222 + Math.abs(x - 460) / 12] as const),
  ...[436, 456, 476, 496].map((x) => [x, 235 + Math.abs(x - 460) / 14] as const),
  ...[446, 466, 486].map((x) => [x, 248] as const),
];

/** A chunky court shoe: leather panels on a straight, stitched cupsole. */
export const court: Last = {
  upper:
    'M66 300 C54 262 56 214 66 172 C68 148 74 130 94 128 C114 127 118 142 130 156 C146 174 178 176 198 160 C216 146 222 130 232 114 L256 128 C294 160 334 190 376 208 C430 198 508 194 558 224 C594 248 605 282 605 306 L602 330 L66 330 Z',
  lining: 'M80 134 C120 116 190 108 234 114 C224 156 196 184 166 184 C128 184 104 162 80 134 Z',
  tongue:
    'M206 142 C204 108 216 78 238 70 C258 64 280 74 284 90 C300 124 340 166 386 198 L372 226 L250 190 Z',
  midsole:
    'M50 296 C48 280 56 273 76 274 C200 286 420 290 556 276 C590 272 612 282 612 300 C612 320 602 338 588 345 C578 350 552 350 536 350 L104 350 C68 350 54 338 52 320 Z',
  outsole:
    'M54 326 C56 344 74 353 104 353 L540 353 C578 353 598 346 610 322 L611 338 C600 354 578 359 540 359 L104 359 C70 359 54 350 54 326 Z',
  throat: [
    [244, 138],
    [282, 170],
    [324, 200],
    [364, 218],
  ],
  laceCount: 6,
  laceReach: [18, -23],
  Panels: ({ paint }) => (
    <>
      <path d="M380 190 L620 190 L620 340 L380 340 Z" fill={paint.upperLight} opacity="0.35" />
      {PERFORATIONS.map(([x, y]) => (
        <circle key={`${x} ${y}`} cx={x} cy={y} r="3.1" fill={paint.upperDark} />
      ))}
      <Panel
        d="M620 340 L620 240 C594 222 566 216 540 214 C538 252 480 278 392 282 L380 340 Z"
        fill={paint.panel}
        edge={paint.panelDark}
      />
      <Stitch d="M546 222 C542 258 482 285 398 290" color={paint.stitch} />
      <Panel
        d="M236 104 L262 122 C300 158 340 186 388 204 L398 244 C352 238 290 212 250 174 C230 160 226 130 236 104 Z"
        fill={paint.panel}
        edge={paint.panelDark}
      />
      <Stitch d="M240 134 C246 160 274 186 310 206 C340 222 366 231 390 235" color={paint.stitch} />
      <Panel
        d="M40 340 L60 170 C96 176 130 190 146 214 C164 244 166 290 170 340 Z"
        fill={paint.panel}
        edge={paint.panelDark}
      />
      <Stitch d="M66 182 C98 188 126 200 138 220 C153 248 156 290 160 330" color={paint.stitch} />
      <Panel
        d="M196 214 C206 202 220 196 238 196 C272 226 318 250 366 260 C336 262 300 276 268 300 L224 300 C246 272 238 236 196 214 Z"
        fill={paint.accent}
        edge={paint.accentDark}
      />
      <Stitch
        d="M212 212 C222 204 230 204 236 204 C268 232 306 252 342 262"
        color={paint.accentDark}
      />
      <Panel
        d="M58 172 L72 124 C88 116 112 122 118 138 L124 176 C104 170 84 168 58 172 Z"
        fill={paint.accent}
        edge={paint.accentDark}
      />
      <path
        d="M116 138 C134 168 172 186 202 166 C220 152 226 134 236 114"
        fill="none"
        stroke={paint.panelDark}
        strokeWidth="16"
        opacity="0.4"
      />
    </>
  ),
  SoleDetails: ({ paint }) => (
    <>
      <path d="M40 330 L620 330 L620 362 L40 362 Z" fill={paint.midsoleDark} opacity="0.5" />
      <path d="M40 329 L622 329" stroke={paint.midsoleDark} strokeWidth="2" />
      <Stitch
        d="M58 285 C200 297 420 301 556 287 C584 284 600 288 606 296"
        color={paint.midsoleDark}
      />
      {Array.from({ length: 12 }, (_, index) => (
        <path
          key={index}
          d={`M${512 + index * 8} 300 L${512 + index * 8} 327`}
          stroke={paint.midsoleDark}
          strokeWidth="2.4"
          opacity="0.7"
        />
      ))}
      <path d="M40 338 L622 338" stroke={paint.accent} strokeWidth="5" />
    </>
  ),
};
