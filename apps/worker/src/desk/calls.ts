import { createHmac } from 'node:crypto';
import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { callDelivered, callFailed, dropCalls, readCall, takeDueCalls } from '@lastpair/db';
import type { Database } from '@lastpair/db';
import type { DeskRoad } from '@lastpair/queue';
import { hasPrivateHost, lookupPublic } from '@lastpair/runtime';
import type { Logger } from '@lastpair/runtime';

const ANSWER_LIMIT_MS = 5_000;
const FIRST_PAUSE_MS = 1_000;
const CALLS_PER_LOOK = 500;
/** A call that was put in line and of which nothing was heard is put in line again. */
const AGAIN_MS = 30_000;

/** How a call is signed: HMAC-SHA256 of the time in seconds, a dot and the body, in hex. */
export const signCall = (secret: string, seconds: number, body: string): string =>
  createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex');

/** Puts the calls of the outbox that are due in line. */
export async function queueCalls(db: Database, road: DeskRoad, attempts: number): Promise<void> {
  await dropCalls(db);
  const due = await takeDueCalls(db, CALLS_PER_LOOK, AGAIN_MS);
  for (const id of due) await road.call(id, { attempts, backoffMs: FIRST_PAUSE_MS });
}

/** Makes one call of the webhook. Throws when it failed and is to be tried again. */
export function createCaller(options: {
  db: Database;
  logger: Logger;
  attempts: number;
  privateAddresses: boolean;
}): (callId: string) => Promise<void> {
  const { db, logger, attempts, privateAddresses } = options;
  return async (callId) => {
    const call = await readCall(db, callId);
    if (!call) return;
    try {
      await post(call, callId, privateAddresses);
    } catch (error) {
      const said = error instanceof Error ? error.message : String(error);
      // Later than the queue tries it again, which is the usual way.
      const againMs = AGAIN_MS + 2 * FIRST_PAUSE_MS * 2 ** call.attempts;
      const dead = await callFailed(db, callId, said.slice(0, 500), { maximum: attempts, againMs });
      if (!dead) throw error;
      logger.error({ callId, err: error }, 'a call to the webhook is given up');
      return;
    }
    await callDelivered(db, callId);
  };
}

function post(
  { url, secret, body }: { url: string; secret: string; body: string },
  callId: string,
  privateAddresses: boolean,
): Promise<void> {
  const seconds = Math.floor(Date.now() / 1_000);
  const request = url.startsWith('https:') ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    if (!privateAddresses && hasPrivateHost(url)) {
      return reject(new Error('private addresses are refused (PRIVATE_ADDRESSES)'));
    }
    const call = request(
      url,
      {
        method: 'POST',
        signal: AbortSignal.timeout(ANSWER_LIMIT_MS),
        ...(!privateAddresses && { lookup: lookupPublic }),
        headers: {
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
          'lastpair-call': callId,
          'lastpair-timestamp': seconds,
          'lastpair-signature': `v1=${signCall(secret, seconds, body)}`,
        },
      },
      (response) => {
        response.resume();
        const { statusCode = 0 } = response;
        // A redirect is not followed: where calls go is what was set, and nothing else.
        if (statusCode >= 200 && statusCode < 300) resolve();
        else reject(new Error(`the webhook answered ${statusCode}`));
      },
    );
    call.on('error', reject);
    call.end(body);
  });
}
