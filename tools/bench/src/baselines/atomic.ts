import { reserveAtomically } from './atomic-statement.ts';
import { createHonoServer } from './hono-app.ts';
import { openBroadcast, openPool, serveUntilParentEnds } from './serve.ts';

// B2: the strongest simple rival. Hono, one prepared atomic statement for each request, a message to everybody for each sale.

const pool = openPool();
const server = createHonoServer(async (ask) => {
  const answer = await reserveAtomically(pool, ask);
  if (answer.status === 'accepted') broadcast(ask.dropId, answer.left);
  return answer;
});
const broadcast = openBroadcast(server);
serveUntilParentEnds(server);
