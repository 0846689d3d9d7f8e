import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["tests/**/*.test.ts"],
    exclude: ["tests/corpus/**", "tests/bench/**"],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    env: { NO_COLOR: "1", TZ: "UTC" },
  },
});
