import { v7 as uuidv7 } from 'uuid';
import { askUntilAnswered } from '../traffic/ask.ts';
import type { Sender } from '../traffic/ask.ts';
import type { Scene } from '../traffic/scene.ts';

/** A size that no drop has: the command goes the whole road and changes nothing. */
const NO_SIZE = 'none';

/**
 * Waits until every drop on sale decides a fresh command through every api, and the worker's whole road with it. Gives
 * how long that took, in milliseconds.
 */
export async function waitUntilWell(scene: Scene, sender: Sender): Promise<number> {
  const startedAt = performance.now();
  await Promise.all(
    scene.onSale.flatMap(({ id: dropId }) =>
      scene.urls.map((_, api) =>
        askUntilAnswered(
          { ...scene, urls: [scene.urls[api]!] },
          sender,
          { id: uuidv7(), who: sender.id, kind: 'reserve', dropId, payload: NO_SIZE },
          0,
        ),
      ),
    ),
  );
  return performance.now() - startedAt;
}
