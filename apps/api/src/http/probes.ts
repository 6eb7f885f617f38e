import { Hono } from 'hono';

/**
 * For those who run the api: /live says that this process answers at all, /ready that new clients may be sent to it. Neither
 * asks the database: when that is down, ending or avoiding every api would help nobody.
 */
export function createProbes(isStopping: () => boolean): Hono {
  const probes = new Hono();
  probes.get('/live', (c) => c.json({ status: 'live' }));
  probes.get('/ready', (c) =>
    isStopping() ? c.json({ status: 'stopping' }, 503) : c.json({ status: 'ready' }),
  );
  return probes;
}
