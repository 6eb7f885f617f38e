import { defineConfig } from 'vitest/config';

const services = ['./tests/src/setup/services.ts'];

/** Three layers: rules alone; on a real Postgres and both queues; whole stores of processes, and a browser. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['**/src/**/*.test.{ts,tsx}'],
          exclude: ['**/node_modules/**', '**/*.int.test.ts', '**/*.e2e.test.ts'],
        },
      },
      {
        test: {
          name: 'int',
          include: ['**/src/**/*.int.test.ts'],
          globalSetup: services,
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['**/src/**/*.e2e.test.ts'],
          globalSetup: services,
          testTimeout: 90_000,
          hookTimeout: 120_000,
          // Whole stores share two cores badly.
          fileParallelism: false,
          // Machines of CI are shared and may stand still for seconds: one more try there, which the report shows.
          retry: process.env['CI'] ? 1 : 0,
        },
      },
    ],
  },
});
