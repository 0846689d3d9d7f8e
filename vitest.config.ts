import { defineConfig } from "vitest/config";

// Where this is set, Node reads a file of certificates at each of a thousand starts; here nobody asks the network.
delete process.env.NODE_EXTRA_CA_CERTS;

/** What is ended after some seconds of the clock must not wait for the processor, or it is ended too soon. */
const ALONE = ["tests/fetch/misbehaving-*.test.ts", "tests/article/worker-pool.test.ts"];

const shared = {
  testTimeout: 30_000,
  hookTimeout: 60_000,
  env: { NO_COLOR: "1", TZ: "UTC" },
};

export default defineConfig({
  test: {
    projects: [
      { test: { ...shared, name: "alone", include: ALONE, maxWorkers: 1, sequence: { groupOrder: 0 } } },
      {
        test: {
          ...shared,
          name: "side by side",
          include: ["tests/**/*.test.ts"],
          exclude: ["tests/corpus/**", "tests/bench/**", ...ALONE],
          // One worker for each core: many of the tests wait for slow publishers and for other processes.
          maxWorkers: "100%",
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
