// The test suites: beside the code, and in tests/ what belongs to no single room.
import { defineConfig } from 'vitest/config';

const suite = (name: string, include: string[], testTimeout = 10_000): object => ({
  extends: true,
  test: { name, include, testTimeout, hookTimeout: testTimeout },
});

export default defineConfig({
  test: {
    // Two cores are what a small machine has; SQLite and real parts do not like more at once.
    maxWorkers: 2,
    environment: 'node',
    passWithNoTests: true,
    exclude: ['**/node_modules/**', '**/dist/**', 'tests/fixtures/**'],
    projects: [
      suite('unit', ['{domain,ingest,correlate,ticketing,console,runtime}/**/*.test.{ts,tsx}']),
      suite('house', ['tests/house/**/*.test.ts'], 120_000),
      suite('contracts', ['tests/contracts/**/*.test.ts'], 30_000),
      suite('scenarios', ['tests/{scenarios,properties,histories,bench,simulation}/**/*.test.ts'], 60_000),
      suite('pages', ['tests/pages/**/*.test.ts'], 120_000),
      suite('parts', ['tests/parts/**/*.test.ts'], 300_000),
    ],
  },
});
