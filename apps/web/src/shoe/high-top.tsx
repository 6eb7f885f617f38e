import type { Last } from './last.ts';
import { Panel } from './panel.tsx';
import { Stitch } from './stitch.tsx';

/** A high-top: the ankle wrapped and strapped, a rounded toe, a flat cupsole. */
export const highTop: Last = {
  upper:
    'M78 302 C66 264 68 214 76 170 C82 128 76 94 74 62 C76 40 96 34 114 42 C144 54 180 54 214 36 L240 36 C246 84 264 132 304 168 C328 190 354 206 384 220 C440 212 510 210 556 236 C592 258 603 286 603 308 L600 330 L78 330 Z',
  lining: 'M82 48 C110 26 180 12 236 30 C226 62 190 78 150 76 C120 74 98 64 82 48 Z',
  tongue:
    'M196 60 C196 26 204 2 228 -2 C250 -6 264 6 266 24 C276 78 310 138 394 208 L376 234 L262 180 Z',
  midsole:
    'M56 300 C54 284 62 278 80 279 C200 290 420 294 556 282 C590 278 608 286 608 302 C608 320 600 336 586 344 C576 349 552 349 536 349 L108 349 C72 349 60 338 58 322 Z',
  outsole:
    'M60 328 C62 346 78 353 108 353 L540 353 C576 353 596 346 607 324 L608 338 C598 353 576 358 540 358 L108 358 C74 358 60 350 60 328 Z',
  throat: [
    [232, 56],
    [244, 118],
    [286, 186],
    [376, 230],
  ],
  laceCount: 9,
  laceReach: [22, -12],
  Panels: ({ paint }) => (
    <>
      <Panel
        d="M620 340 L620 256 C592 234 560 226 534 226 C530 262 478 286 394 292 L384 340 Z"
        fill={paint.panel}
        edge={paint.panelDark}
      />
      <Stitch d="M540 234 C534 268 480 294 400 300" color={paint.stitch} />
      <Panel
        d="M214 30 L244 30 C250 84 268 130 308 166 C334 188 360 204 392 216 L402 250 C350 246 284 220 248 176 C218 138 212 80 214 30 Z"
        fill={paint.panel}
        edge={paint.panelDark}
      />
      <Stitch d="M222 44 C222 92 230 136 256 170 C286 212 344 236 394 242" color={paint.stitch} />
      <Panel
        d="M48 340 L70 176 C112 182 146 206 158 238 C168 268 168 300 170 340 Z"
        fill={paint.panel}
        edge={paint.panelDark}
      />
      <Stitch d="M76 188 C112 194 138 214 149 240 C158 268 159 300 160 330" color={paint.stitch} />
      <Panel
        d="M60 150 L76 96 C120 112 170 112 222 92 L230 128 C176 154 120 160 60 150 Z"
        fill={paint.accent}
        edge={paint.accentDark}
      />
      <Stitch d="M84 106 C126 120 170 119 218 101" color={paint.accentDark} />
      <Stitch d="M72 144 C122 152 172 146 222 124" color={paint.accentDark} />
      <rect
        x="166"
        y="103"
        width="34"
        height="32"
        rx="6"
        fill={paint.midsole}
        opacity="0.92"
        transform="rotate(-12 183 119)"
      />
      <path
        d="M176 110 l-5 18 M190 107 l-5 18"
        stroke={paint.accentDark}
        strokeWidth="5"
        strokeLinecap="round"
      />
      <Panel
        d="M196 230 C214 244 236 254 258 262 C240 276 222 294 212 330 L178 330 C180 290 184 256 196 230 Z"
        fill={paint.accent}
        edge={paint.accentDark}
      />
      <Panel
        d="M276 268 C294 273 314 277 332 278 C312 290 296 306 288 330 L240 330 C248 304 260 284 276 268 Z"
        fill={paint.accent}
        edge={paint.accentDark}
      />
      <path
        d="M72 70 C110 88 170 82 222 58"
        fill="none"
        stroke={paint.upperDark}
        strokeWidth="2.4"
        opacity="0.6"
      />
      <path
        d="M74 48 C104 66 180 66 226 40"
        fill="none"
        stroke={paint.panelDark}
        strokeWidth="16"
        opacity="0.4"
      />
    </>
  ),
  SoleDetails: ({ paint }) => (
    <>
      <path d="M40 332 L620 332 L620 362 L40 362 Z" fill={paint.midsoleDark} opacity="0.45" />
      <path d="M40 316 L622 316" stroke={paint.accent} strokeWidth="6" />
      <Stitch
        d="M64 291 C200 301 420 305 556 293 C582 291 598 294 602 300"
        color={paint.midsoleDark}
      />
      <path
        d="M520 276 C560 270 600 276 612 300 L612 330 L540 330 C534 310 530 292 520 276 Z"
        fill={paint.midsoleLight}
        stroke={paint.midsoleDark}
        strokeWidth="2"
      />
    </>
  ),
};
