import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["packages/*/src/**/*.test.ts", "apps/*/src/**/*.test.ts", "scripts/**/*.test.ts"],
    globalSetup: ["vitest.setup.ts"],
    pool: "forks",
    maxWorkers: 2,
    // A process loads the API once for all its files; each file still has a database of its own.
    isolate: false,
    testTimeout: 15_000,
    hookTimeout: 60_000,
  },
});
