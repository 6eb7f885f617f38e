import type { EventQueue } from './event-queue.ts';

/** A process, or a server of several, that does one piece of work after the other. */
export type Process = {
  name: string;
  /** How many pieces of work it does at once. */
  width: number;
  /** Microseconds it has worked. */
  worked: number;
  /** Does work of so many microseconds when its turn comes. */
  work(micros: number, done: () => void): void;
};

/** A machine: its processes share its cores, and whatever was there first goes on to its end. */
export type Host = { process(name: string, width?: number): Process };

type Task = { micros: number; done: () => void };

export function createHost(events: EventQueue, cores: number): Host {
  const all: { process: Process; waiting: Task[]; next: number; busy: number }[] = [];
  let busy = 0;
  let turn = 0;

  const start = (): void => {
    for (let tried = 0; tried < all.length && busy < cores;) {
      const each = all[turn]!;
      turn = (turn + 1) % all.length;
      const task = each.waiting[each.next];
      if (!task || each.busy >= each.process.width) {
        tried += 1;
        continue;
      }
      tried = 0;
      each.next += 1;
      if (each.next === each.waiting.length) each.waiting.length = each.next = 0;
      each.busy += 1;
      busy += 1;
      each.process.worked += task.micros;
      events.at(events.now() + task.micros, () => {
        each.busy -= 1;
        busy -= 1;
        task.done();
        start();
      });
    }
  };

  return {
    process(name, width = 1) {
      const waiting: Task[] = [];
      const process: Process = {
        name,
        width,
        worked: 0,
        work(micros, done) {
          waiting.push({ micros, done });
          start();
        },
      };
      all.push({ process, waiting, next: 0, busy: 0 });
      return process;
    },
  };
}
