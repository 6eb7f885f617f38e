import { parseArgs } from 'node:util';
import { serveTap } from './serve-tap.ts';

// What `npm run feed` runs: ten shops that sell, for anybody who listens.

const HELP = `npm run feed -- [--port 4100] [--rate 2] [--seed 1] [--host 127.0.0.1]

Serves the levels of ten shops and twenty models as JSON messages over a WebSocket, --rate sales a second.`;

const { values } = parseArgs({
  options: {
    host: { type: 'string', default: '127.0.0.1' },
    port: { type: 'string', default: '4100' },
    rate: { type: 'string', default: '2' },
    seed: { type: 'string', default: '1' },
    help: { type: 'boolean', default: false },
  },
});
const port = Number(values.port);
const rate = Number(values.rate);
const seed = Number(values.seed);
const wrong =
  !Number.isInteger(port) || port < 0 || port > 65_535
    ? '--port must be a whole number from 0 to 65535'
    : !(rate >= 0 && rate <= 1_000)
      ? '--rate must be a number from 0 to 1000'
      : !Number.isInteger(seed)
        ? '--seed must be a whole number'
        : undefined;
if (values.help || wrong) {
  console.log(wrong ? `${wrong}\n\n${HELP}` : HELP);
  process.exit(wrong ? 2 : 0);
}

const tap = await serveTap({ host: values.host, port, rate, seed });
console.log(`Ten shops sell at ${tap.url}. Ctrl-C closes them.`);
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void tap.close().then(() => process.exit(0)));
}
process.once('disconnect', () => process.exit(0));
process.send?.('ready');
