import { createServer } from 'node:http';
import express from 'express';
import type { Pool } from 'pg';
import { HOLD, openBroadcast, openPool, serveUntilParentEnds } from './serve.ts';
import type { Answer, Ask } from './serve.ts';

// B1: what most do. Express, a transaction with SELECT FOR UPDATE for each request, a message to everybody for each sale.

const pool = openPool();
const app = express();
app.disable('x-powered-by');
app.disable('etag');
const server = createServer(app);
const broadcast = openBroadcast(server);

app.post('/reserve', express.json(), async (request, response) => {
  const ask = request.body as Ask;
  const answer = await reserve(pool, ask);
  response.status(answer.status === 'accepted' ? 201 : 409).json(answer);
  if (answer.status === 'accepted') broadcast(ask.dropId, answer.left);
});
serveUntilParentEnds(server);

async function reserve(from: Pool, ask: Ask): Promise<Answer> {
  const { dropId, shopperId, commandId, size } = ask;
  const client = await from.connect();
  try {
    await client.query('begin');
    const drop = await client.query<{ available: number }>({
      name: 'lock',
      text: 'select available from drops where id = $1 for update',
      values: [dropId],
    });
    const available = drop.rows[0]?.available ?? 0;
    if (available === 0) {
      await client.query('rollback');
      return { status: 'refused', commandId, reason: 'sold_out' };
    }
    const mine = await client.query({
      name: 'mine',
      text: `select 1 from reservations where drop_id = $1 and shopper_id = $2 and status = 'active'`,
      values: [dropId, shopperId],
    });
    if (mine.rowCount) {
      await client.query('rollback');
      return { status: 'refused', commandId, reason: 'limit_reached' };
    }
    await client.query({
      name: 'take',
      text: 'update drops set available = available - 1 where id = $1',
      values: [dropId],
    });
    await client.query({
      name: 'hold',
      text: `insert into reservations (id, drop_id, shopper_id, size, status, expires_at)
        values ($1, $2, $3, $4, 'active', now() + interval '${HOLD}')`,
      values: [commandId, dropId, shopperId, size],
    });
    await client.query('commit');
    return { status: 'accepted', commandId, left: available - 1 };
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    client.release();
  }
}
