import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["tests/**/*.test.ts"],
    exclude: ["tests/corpus/**", "tests/bench/**"],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // One worker for each core: many of the tests wait for slow publishers and for other processes.
    maxWorkers: "100%",
    env: { NO_COLOR: "1", TZ: "UTC" },
  },
});
