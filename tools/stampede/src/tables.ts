import Table from 'cli-table3';
import type { Latency } from './latency.ts';
import type { Result } from './result.ts';

/** The result as tables for people. */
export function tablesOf(result: Result, colours: boolean): string {
  return [answers(result), latencies(result), pairs(result), faults(result)]
    .map((table) => {
      Object.assign(table.options.style, colours ? { head: ['cyan'] } : { head: [], border: [] });
      // No lines between rows: they say nothing and make the tables twice as long.
      Object.assign(table.options.chars, {
        mid: '',
        'left-mid': '',
        'mid-mid': '',
        'right-mid': '',
      });
      return table.toString();
    })
    .join('\n');
}

const number = (value: number): string => value.toLocaleString('en-US');
const ms = (value: number): string => (value >= 100 ? number(Math.round(value)) : value.toFixed(1));

function answers({ answers: counted }: Result) {
  const table = new Table({
    head: ['command', 'answer', 'count'],
    colAligns: ['left', 'left', 'right'],
  });
  for (const { kind, answer, count } of counted) table.push([kind, answer, number(count)]);
  return table;
}

function latencies({ latencyMs }: Result) {
  const table = new Table({
    head: ['click to outcome, ms', 'count', 'p50', 'p95', 'p99', 'max'],
    colAligns: ['left', 'right', 'right', 'right', 'right', 'right'],
  });
  const add = (name: string, { count, p50, p95, p99, max }: Latency): void => {
    if (count > 0) table.push([name, number(count), ms(p50), ms(p95), ms(p99), ms(max)]);
  };
  add('reserve', latencyMs.reserve);
  add('purchase', latencyMs.purchase);
  add('release', latencyMs.release);
  add('expiry (deadline to word)', latencyMs.expiry);
  return table;
}

function pairs({ pairs: { total, sold, held, available } }: Result) {
  const table = new Table({
    head: ['pairs', 'sold', 'held', 'available'],
    colAligns: ['right', 'right', 'right', 'right'],
  });
  table.push([total, sold, held, available].map(number));
  return table;
}

function faults({ faults: found }: Result) {
  const table = new Table({ head: ['must be 0', ''], colAligns: ['left', 'right'] });
  for (const { kind, count } of found) table.push([kind, number(count)]);
  return table;
}
