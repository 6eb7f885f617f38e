import { getHeapStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

const LOOK_EVERY_MS = 250;
/** A process that has worked for less of its time since the last look keeps nobody waiting. */
const QUIET_BELOW = 0.05;
/** A heap that has grown by less since the last collection has little to let go. */
const WORTH_IT_BYTES = 48 * 1024 * 1024;

/**
 * Collects garbage in quiet moments. Left alone, V8 collects all of it when there is most, which is when everybody clicks, and
 * then they wait for it; between two rushes it costs nobody anything. `isWaitedFor` says whether anybody waits for an
 * answer. Gives the function that ends it.
 */
export function collectInQuiet(isWaitedFor: () => boolean): () => void {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const used = (): number => getHeapStatistics().used_heap_size;
  let left = used();
  let lookedAt = performance.eventLoopUtilization();

  const timer = setInterval(() => {
    const { utilization } = performance.eventLoopUtilization(lookedAt);
    lookedAt = performance.eventLoopUtilization();
    // V8 may have collected by itself meanwhile.
    left = Math.min(left, used());
    if (utilization > QUIET_BELOW || isWaitedFor() || used() < left + WORTH_IT_BYTES) return;
    collect();
    left = used();
  }, LOOK_EVERY_MS);
  return () => clearInterval(timer);
}
