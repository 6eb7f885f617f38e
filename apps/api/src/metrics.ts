import { Gauge, Registry, collectDefaultMetrics } from 'prom-client';
import { deadLetterKinds } from '@lastpair/contracts';
import { countDeadLetters, readAudit } from '@lastpair/db';
import { addDeskMetrics } from './desk/desk-metrics.ts';
import type { Services } from './context.ts';

export type Metrics = { registry: Registry };

/** The api's metrics, in Prometheus' form. Gauges are read when they are asked for. */
export function createMetrics(
  services: Pick<Services, 'db' | 'door' | 'fanOut' | 'hub'>,
  unreadBytes: () => number,
): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const gauge = (name: string, help: string, read: () => number | Promise<number>) =>
    new Gauge({
      name: `lastpair_${name}`,
      help,
      registers: [registry],
      async collect() {
        this.set(await read());
      },
    });
  gauge('commands_in_line', 'Commands this process has taken and not seen answered.', () =>
    services.door.waiting(),
  );
  gauge('drop_watchers', 'Streams of drops open on WebSockets of this process.', () =>
    services.fanOut.size(),
  );
  gauge('outcome_subscribers', 'Shoppers whose outcomes stream from this process.', () =>
    services.hub.subscriberCount(),
  );
  gauge('unread_bytes', 'What clients have not yet read of their sockets.', unreadBytes);
  gauge('drift', 'Pairs and log rows that do not add up. Must be 0.', async () => {
    // A database that is down must not take the other metrics with it.
    const audit = await readAudit(services.db).catch(() => undefined);
    return audit?.drift ?? NaN;
  });
  const letters = new Gauge({
    name: 'lastpair_dead_letters',
    help: 'Dead letters that wait for somebody, by kind.',
    labelNames: ['kind'],
    registers: [registry],
    async collect() {
      this.reset();
      const counts = await countDeadLetters(services.db);
      for (const kind of deadLetterKinds) this.set({ kind }, counts.get(kind) ?? 0);
    },
  });
  void letters;
  addDeskMetrics(registry, services.db);
  return { registry };
}
