import type { TcpProxy } from '@lastpair/local';
import type { Part } from '../ground.ts';
import { anyPart } from './fault.ts';
import type { Fault } from './fault.ts';

/** As long as the keep-alive of a machine that cares would take to notice. */
const FORGOTTEN_FOR_MS = 15_000;

/** What can happen between a process and a machine it stands on. */
const faultsOf = (machine: string, wireOf: (part: Part) => TcpProxy | undefined): Fault[] => {
  const on = (
    what: string,
    strike: (
      wire: TcpProxy,
      hold: (minMs: number, maxMs: number) => Promise<void>,
    ) => Promise<void>,
  ): Fault => ({
    kind: `wire to ${machine} ${what}`,
    async strike(struck) {
      const part = anyPart(struck);
      const wire = wireOf(part);
      if (!wire) throw new Error(`${part.process.name} has no wire to ${machine}`);
      await strike(wire, struck.hold);
      return `of ${part.process.name}`;
    },
  });
  return [
    on('cut', async (wire) => void wire.cut()),
    on('half-open', async (wire) => void wire.forget(FORGOTTEN_FOR_MS)),
    on('stalled', async (wire, hold) => {
      wire.stall(true);
      await hold(1_000, 4_000);
      wire.stall(false);
    }),
    on('slow', async (wire, hold) => {
      wire.delay(150);
      await hold(1_500, 4_000);
      wire.delay(0);
    }),
  ];
};

export const postgresWireFaults = faultsOf('Postgres', ({ toPostgres }) => toPostgres);
export const redisWireFaults = faultsOf('Redis', ({ toRedis }) => toRedis);
