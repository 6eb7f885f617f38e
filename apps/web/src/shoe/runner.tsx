import type { Last } from './last.ts';
import { Panel } from './panel.tsx';
import { Stitch } from './stitch.tsx';

/** A low running shoe: mesh, a swept midsole that is thick at the heel, two marks that lean forward. */
export const runner: Last = {
  upper:
    'M62 296 C52 262 56 222 64 192 C70 172 70 158 72 142 C76 122 98 120 107 136 C116 154 134 172 162 172 C190 172 206 154 220 130 L246 140 C290 172 340 206 392 226 C440 228 502 226 550 248 C586 264 604 290 604 314 L604 330 L62 330 Z',
  lining: 'M82 128 C108 122 180 118 222 124 C214 160 190 182 160 182 C126 182 104 160 82 128 Z',
  tongue:
    'M208 150 C208 124 222 102 240 94 C256 88 272 94 276 106 C296 138 344 180 396 214 L384 240 L250 196 Z',
  midsole:
    'M48 304 C38 282 50 266 76 270 C150 280 210 304 290 304 C390 304 470 296 536 290 C574 286 604 294 608 306 C610 322 590 332 560 336 C500 344 440 343 380 343 L120 345 C80 345 56 334 48 304 Z',
  outsole:
    'M54 320 C62 344 92 353 130 353 L206 353 L220 345 L300 345 L316 353 L470 353 C536 351 588 336 609 308 C612 318 606 324 596 330 C560 346 500 346 440 346 L120 348 C84 348 60 338 54 320 Z',
  throat: [
    [238, 150],
    [280, 180],
    [330, 212],
    [380, 232],
  ],
  laceCount: 6,
  laceReach: [16, -21],
  Panels: ({ paint }) => (
    <>
      <Panel
        d="M620 340 L620 270 C580 244 552 238 526 240 C516 270 456 292 370 300 L366 340 Z"
        fill={paint.panel}
        edge={paint.panelDark}
      />
      <Stitch d="M532 248 C520 278 460 299 376 307" color={paint.stitch} />
      <Panel
        d="M232 122 L252 136 C294 170 344 202 400 224 L412 250 C352 240 286 212 244 178 C226 166 222 142 232 122 Z"
        fill={paint.panel}
        edge={paint.panelDark}
      />
      <Stitch d="M236 142 C240 166 262 184 300 206 C338 226 372 238 402 243" color={paint.stitch} />
      <Panel
        d="M40 330 L60 186 C88 196 128 218 152 252 C170 278 178 300 182 330 Z"
        fill={paint.panel}
        edge={paint.panelDark}
      />
      <Stitch d="M64 198 C92 208 124 228 145 258 C160 280 168 300 172 322" color={paint.stitch} />
      <Panel
        d="M254 190 C266 198 280 206 294 212 C272 246 252 282 240 330 L196 330 C206 276 226 230 254 190 Z"
        fill={paint.accent}
        edge={paint.accentDark}
      />
      <Panel
        d="M310 219 C324 225 338 230 352 234 C332 260 316 288 306 330 L264 330 C272 286 288 250 310 219 Z"
        fill={paint.accent}
        edge={paint.accentDark}
      />
      <path
        d="M64 150 C74 134 96 128 104 140 L112 168 C94 170 76 178 64 190 Z"
        fill={paint.accent}
      />
      <path
        d="M107 138 C118 158 136 176 162 176 C190 176 208 156 222 132"
        fill="none"
        stroke={paint.panelDark}
        strokeWidth="13"
        opacity="0.55"
      />
    </>
  ),
  SoleDetails: ({ paint }) => (
    <>
      <path
        d="M40 290 C110 318 190 330 300 322 C400 314 500 318 620 296 L620 360 L40 360 Z"
        fill={paint.midsoleDark}
        opacity="0.38"
      />
      <path
        d="M44 284 C120 316 190 328 300 320 C400 313 500 316 612 296"
        fill="none"
        stroke={paint.accent}
        strokeWidth="4.5"
      />
      {[96, 124, 152].map((x, index) => (
        <rect
          key={x}
          x={x}
          y={314 + index * 3}
          width="19"
          height={17 - index * 2}
          rx="7"
          fill={paint.accent}
          opacity="0.9"
          transform="skewX(-12) translate(68 0)"
        />
      ))}
    </>
  ),
};
