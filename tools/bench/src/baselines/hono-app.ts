import type { Server } from 'node:http';
import { createAdaptorServer } from '@hono/node-server';
import { Hono } from 'hono';
import type { Answer, Ask } from './serve.ts';

/** A Hono server that takes reservations at POST /reserve and asks `reserve` what becomes of them. */
export function createHonoServer(reserve: (ask: Ask) => Promise<Answer>): Server {
  const app = new Hono();
  app.post('/reserve', async (c) => {
    const answer = await reserve(await c.req.json<Ask>());
    return c.json(answer, answer.status === 'accepted' ? 201 : 409);
  });
  return createAdaptorServer({ fetch: app.fetch }) as Server;
}
