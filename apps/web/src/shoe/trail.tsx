import type { Last } from './last.ts';
import { Panel } from './panel.tsx';
import { Stitch } from './stitch.tsx';

/** A mid-cut trail shoe: a soft collar, a rand all round, deep lugs. */
export const trail: Last = {
  upper:
    'M66 298 C56 262 60 214 70 172 C76 146 74 122 76 100 C80 78 102 76 116 88 C132 102 160 110 186 102 C204 96 214 86 224 72 L250 78 C262 118 286 150 324 178 C348 196 372 208 398 220 C448 222 508 222 554 246 C590 264 604 292 604 312 L600 330 L66 330 Z',
  lining: 'M82 88 C112 66 180 56 236 70 C224 104 196 122 162 120 C126 118 104 106 82 88 Z',
  tongue:
    'M206 92 C206 60 218 40 238 34 C258 30 274 40 276 56 C288 106 330 160 404 210 L388 236 L260 176 Z',
  midsole:
    'M46 300 C38 280 48 266 74 270 C150 280 210 296 290 298 C390 300 470 292 540 286 C578 283 608 292 610 306 C611 320 594 328 566 331 C500 338 440 337 380 337 L120 339 C80 339 54 330 46 300 Z',
  outsole:
    'M46 306 C54 326 80 334 120 334 L566 328 C596 324 606 316 609 309 C615 318 611 331 598 338 L590 350 L566 346 L558 356 L528 348 L518 358 L486 348 L476 358 L444 348 L434 358 L400 348 L390 358 L356 348 L346 356 L300 346 L290 356 L250 347 L238 358 L204 348 L192 358 L158 348 L146 358 L112 347 L98 355 L74 342 C56 334 46 322 46 306 Z',
  throat: [
    [240, 92],
    [258, 140],
    [304, 190],
    [386, 228],
  ],
  laceCount: 7,
  laceReach: [20, -16],
  Panels: ({ paint }) => (
    <>
      <Panel
        d="M620 340 L620 268 C588 242 552 234 520 236 C506 274 440 282 360 280 C300 276 240 262 200 268 C150 276 110 270 50 250 L40 340 Z"
        fill={paint.panel}
        edge={paint.panelDark}
      />
      <Stitch
        d="M527 244 C512 282 440 290 360 288 C300 284 240 270 200 276 C150 284 110 279 60 262"
        color={paint.stitch}
      />
      <Panel
        d="M226 64 L254 72 C266 116 290 148 328 176 C352 194 378 206 406 216 L416 246 C356 238 292 210 256 168 C232 138 222 96 226 64 Z"
        fill={paint.panel}
        edge={paint.panelDark}
      />
      <Stitch d="M232 84 C236 118 248 148 268 172 C302 210 356 232 408 239" color={paint.stitch} />
      <Panel
        d="M58 178 L74 132 C108 140 138 158 152 186 C164 212 162 244 156 272 L50 258 Z"
        fill={paint.accent}
        edge={paint.accentDark}
      />
      <Stitch
        d="M76 144 C106 152 130 166 143 190 C153 214 152 244 147 266"
        color={paint.accentDark}
      />
      <path
        d="M172 268 L232 196 L262 232 L290 202 L340 256"
        fill="none"
        stroke={paint.accentDark}
        strokeWidth="13"
        strokeLinecap="round"
        strokeLinejoin="round"
        opacity="0.35"
        transform="translate(0 3)"
      />
      <path
        d="M172 268 L232 196 L262 232 L290 202 L340 256"
        fill="none"
        stroke={paint.accent}
        strokeWidth="10"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
      <path
        d="M84 110 C118 136 190 136 232 100"
        fill="none"
        stroke={paint.upperDark}
        strokeWidth="2.6"
        opacity="0.6"
      />
      <path
        d="M76 92 C112 122 190 122 230 78"
        fill="none"
        stroke={paint.panelDark}
        strokeWidth="20"
        opacity="0.42"
      />
      <path d="M74 92 C80 74 102 74 110 84 L114 120 C98 118 84 122 74 132 Z" fill={paint.accent} />
    </>
  ),
  SoleDetails: ({ paint }) => (
    <>
      <path
        d="M40 300 C130 326 230 322 320 318 C430 314 520 322 624 300 L624 360 L40 360 Z"
        fill={paint.midsoleDark}
        opacity="0.45"
      />
      <path
        d="M40 300 C130 326 230 322 320 318 C430 314 520 322 624 300"
        fill="none"
        stroke={paint.midsoleDark}
        strokeWidth="2.5"
      />
      <path
        d="M66 286 L110 330 M96 290 L138 332 M126 296 L166 334"
        stroke={paint.midsoleDark}
        strokeWidth="4"
        opacity="0.6"
      />
    </>
  ),
};
