import { SingleBar } from 'cli-progress';

/** How often a step says where it is when there is no terminal to draw a bar in. */
const SAY_EVERY_MS = 2_000;

/** A long step under way. */
export type Step = {
  /** How far it is; the total may still grow. */
  set(value: number, total?: number): void;
  add(): void;
  done(): void;
};

/** Where the stampede tells how far it is. */
export type Progress = {
  step(label: string, total: number): Step;
  say(line: string): void;
};

/** Bars on a terminal, plain lines elsewhere. */
export const createProgress = (stream: NodeJS.WriteStream = process.stdout): Progress => ({
  step: (label, total) => (stream.isTTY ? bar : lines)(stream, label, total),
  say: (line) => void stream.write(`${line}\n`),
});

const LABEL_WIDTH = 28;

function bar(stream: NodeJS.WriteStream, label: string, total: number): Step {
  const drawn = new SingleBar({
    stream,
    format: `${label.padEnd(LABEL_WIDTH)} {bar} {value}/{total}  {duration} s`,
    barCompleteChar: '█',
    barIncompleteChar: '░',
    barsize: 30,
  });
  drawn.start(total, 0);
  return {
    set(value, newTotal) {
      if (newTotal !== undefined) drawn.setTotal(newTotal);
      drawn.update(value);
    },
    add: () => drawn.increment(),
    done: () => drawn.stop(),
  };
}

function lines(stream: NodeJS.WriteStream, label: string, total: number): Step {
  const startedAt = performance.now();
  let value = 0;
  let saidAt = startedAt;
  const say = (): void => {
    const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1);
    stream.write(`${label}: ${value}/${total} (${seconds} s)\n`);
    saidAt = performance.now();
  };
  const look = (): void => {
    if (performance.now() - saidAt >= SAY_EVERY_MS) say();
  };
  return {
    set(newValue, newTotal) {
      value = newValue;
      total = newTotal ?? total;
      look();
    },
    add() {
      value += 1;
      look();
    },
    done: say,
  };
}
