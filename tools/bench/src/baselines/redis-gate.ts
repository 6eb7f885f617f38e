import { Redis } from 'ioredis';
import { createHonoServer } from './hono-app.ts';
import { HOLD, openPool, serveUntilParentEnds, REDIS_URL } from './serve.ts';
import type { Answer, Ask } from './serve.ts';

// B5: a counter in Redis lets people in, and Postgres is told afterwards. Fast, but a crash between the two loses a pair.

const GATE = `
  if redis.call('SISMEMBER', KEYS[2], ARGV[1]) == 1 then return -2 end
  if tonumber(redis.call('GET', KEYS[1]) or '0') <= 0 then return -1 end
  redis.call('SADD', KEYS[2], ARGV[1])
  return redis.call('DECR', KEYS[1])`;

/** No row of this one is hot. */
const POOL_SIZE = 20;

const pool = openPool(POOL_SIZE);
const redis = new Redis(REDIS_URL, { enableAutoPipelining: true });
redis.defineCommand('gate', { numberOfKeys: 2, lua: GATE });
const gate = redis as unknown as {
  gate(stock: string, holders: string, shopper: string): Promise<number>;
};

async function reserve({ dropId, shopperId, commandId, size }: Ask): Promise<Answer> {
  const left = await gate.gate(`bench:stock:${dropId}`, `bench:holders:${dropId}`, shopperId);
  if (left === -1) return { status: 'refused', commandId, reason: 'sold_out' };
  if (left === -2) return { status: 'refused', commandId, reason: 'limit_reached' };
  await pool.query({
    name: 'hold',
    text: `insert into reservations (id, drop_id, shopper_id, size, status, expires_at)
      values ($1, $2, $3, $4, 'active', now() + interval '${HOLD}')`,
    values: [commandId, dropId, shopperId, size],
  });
  return { status: 'accepted', commandId, left };
}

serveUntilParentEnds(createHonoServer(reserve));
