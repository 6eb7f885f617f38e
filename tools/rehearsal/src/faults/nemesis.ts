import { setTimeout as sleep } from 'node:timers/promises';
import { createRandom } from '@lastpair/stampede';
import type { Ground } from '../ground.ts';
import type { Sender } from '../traffic/ask.ts';
import type { Scene } from '../traffic/scene.ts';
import type { Fault } from './fault.ts';
import { waitUntilWell } from './probe.ts';

/** Between a recovery and the next fault. */
const CALM_MS = { min: 200, spread: 800 };

/**
 * Breaks one thing after another, until all is broken or `signal` aborts: strikes, mends, waits until the store is well again, and notes
 * how long that took. Calls `tell` with how many faults there were.
 */
export async function runNemesis(options: {
  ground: Ground;
  scene: Scene;
  faults: Iterable<Fault>;
  probe: Sender;
  signal: AbortSignal;
  tell: (faults: number, kind: string) => void;
}): Promise<void> {
  const { ground, scene, faults, probe, signal, tell } = options;
  const random = createRandom(scene.seed, 4);
  const { history } = scene;
  let count = 0;
  for (const { kind, strike } of faults) {
    await sleep(CALM_MS.min + random() * CALM_MS.spread, undefined, { signal }).catch(() => {});
    if (signal.aborted) return;
    tell((count += 1), kind);
    history.record({ what: 'fault', kind, phase: 'struck', detail: '' });
    const hold = (minMs: number, maxMs: number) => sleep(minMs + random() * (maxMs - minMs));
    const detail = await strike({ ground, random, hold });
    history.record({ what: 'fault', kind, phase: 'lifted', detail });
    const ms = await waitUntilWell(scene, probe);
    history.record({ what: 'fault', kind, phase: 'recovered', detail: String(Math.round(ms)) });
  }
}
