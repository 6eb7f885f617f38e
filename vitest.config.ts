import { defineConfig } from 'vitest/config';

const services = ['./tests/src/setup/services.ts'];

/** Tests of whole stores that measure time, or that starve whatever runs beside them. */
const alone = [
  'tests/src/accounts.e2e.test.ts',
  'tests/src/browser/desk.e2e.test.ts',
  'tests/src/deadline.e2e.test.ts',
  'tests/src/desk.e2e.test.ts',
  'tests/src/gone-quiet.e2e.test.ts',
  'tests/src/graceful-stop.e2e.test.ts',
  'tests/src/live.e2e.test.ts',
  'tests/src/overload.e2e.test.ts',
  'tests/src/same-id.e2e.test.ts',
  'tests/src/silence.e2e.test.ts',
  'tests/src/slow-reader.e2e.test.ts',
];

/** Machines of CI are shared and may stand still for seconds: tests are tried again there, which the report shows. */
const patience = {
  globalSetup: services,
  testTimeout: 240_000,
  hookTimeout: 240_000,
  retry: process.env['CI'] ? 2 : 0,
};

/**
 * Three layers: rules alone; on a real Postgres and both queues; whole stores of processes, and a browser. The last are two
 * projects, `e2e` and `alone`, and no layer begins before the one before it is over.
 */
export default defineConfig({
  test: {
    // Most of them wait, so two files share two cores well; more do not. By itself Vitest would leave one core free.
    maxWorkers: 2,
    projects: [
      {
        test: {
          name: 'unit',
          include: ['**/src/**/*.test.{ts,tsx}'],
          exclude: ['**/node_modules/**', '**/*.int.test.ts', '**/*.e2e.test.ts'],
          // To load everything anew for each of a hundred files would take four times as long as they do.
          isolate: false,
        },
      },
      {
        test: {
          name: 'int',
          include: ['**/src/**/*.int.test.ts'],
          ...patience,
        },
      },
      {
        test: {
          ...patience,
          name: 'e2e',
          include: ['**/src/**/*.e2e.test.ts'],
          exclude: ['**/node_modules/**', ...alone],
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          ...patience,
          name: 'alone',
          include: alone,
          sequence: { groupOrder: 2 },
          fileParallelism: false,
        },
      },
    ],
  },
});
