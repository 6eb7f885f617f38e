import { connect } from 'node:net';
import type { Ground } from '../ground.ts';
import type { Fault } from './fault.ts';

/** Sends one command to Redis, past the wires, and waits for the first line of its answer. */
function say(port: number, command: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(`${command}\r\n`));
    socket.once('data', (answer) => {
      socket.destroy();
      resolve(answer.toString().split('\r\n')[0]!);
    });
    socket.once('error', reject);
  });
}

const redisOf = ({ redis }: Ground): NonNullable<Ground['redis']> => {
  if (!redis) throw new Error('there is no Redis in this rehearsal');
  return redis;
};

const told = (kind: string, command: string): Fault => ({
  kind,
  strike: ({ ground }) => say(redisOf(ground).port, command),
});

/** What can happen to Redis. */
export const redisFaults: Fault[] = [
  {
    kind: 'Redis killed, back empty',
    async strike({ ground, hold }) {
      const start = await redisOf(ground).kill();
      await hold(200, 3_000);
      await start();
      return 'SIGKILL';
    },
  },
  {
    kind: 'Redis frozen',
    async strike({ ground, hold }) {
      const pid = redisOf(ground).pid();
      process.kill(pid, 'SIGSTOP');
      await hold(1_000, 4_000);
      process.kill(pid, 'SIGCONT');
      return 'SIGSTOP';
    },
  },
  {
    kind: 'Redis paused',
    async strike({ ground, random, hold }) {
      const ms = 500 + Math.floor(random() * 2_500);
      const said = await say(redisOf(ground).port, `CLIENT PAUSE ${ms} ALL`);
      await hold(ms, ms);
      return `${ms} ms: ${said}`;
    },
  },
  told('Redis flushed', 'FLUSHALL'),
  told('Redis clients cut', 'CLIENT KILL TYPE normal'),
  told('Redis subscribers cut', 'CLIENT KILL TYPE pubsub'),
];
