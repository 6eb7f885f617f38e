import { createGenerator } from './generator.ts';
import type { Order, Reply } from './messages.ts';

const generator = createGenerator();

const reply = (message: Reply): void => void process.send!(message);

process.on('message', (order: Order) => {
  generator
    .obey(order)
    .then(reply, (error: unknown) =>
      reply({ ok: false, error: error instanceof Error ? error.message : String(error) }),
    );
});
process.once('disconnect', () => process.exit(0));
process.send!('ready');
