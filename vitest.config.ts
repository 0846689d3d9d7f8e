import { defineConfig } from "vitest/config";

// Where this is set, Node reads a file of certificates at each of a thousand starts; here nobody asks the network.
delete process.env.NODE_EXTRA_CA_CERTS;

/** What is ended after some seconds of the clock must not wait for the processor, or it is ended too soon. */
const ALONE = ["tests/fetch/misbehaving-*.test.ts", "tests/article/worker-pool.test.ts"];

/** What starts no server, no process and no clock needs no modules of its own: to load them takes longer than the tests. */
const TOGETHER = ["article", "config", "feed", "markdown"].map((folder) => `tests/${folder}/**/*.test.ts`);

const shared = {
  testTimeout: 30_000,
  hookTimeout: 60_000,
  // A spy would stay for the files that share its modules.
  restoreMocks: true,
  env: { NO_COLOR: "1", TZ: "UTC" },
  globalSetup: "tests/pack-first.ts",
};

/** One worker for each core: many of the tests wait for slow publishers and for other processes. */
const sideBySide = { ...shared, maxWorkers: "100%", sequence: { groupOrder: 1 } };

/** What starts servers and processes is slow where others are at work: this ends only what hangs. */
const patient = {
  testTimeout: 120_000,
  hookTimeout: 180_000,
  expect: { poll: { timeout: 60_000 } },
};

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          ...shared,
          ...patient,
          name: "alone",
          include: ALONE,
          maxWorkers: 1,
          sequence: { groupOrder: 0 },
        },
      },
      { test: { ...sideBySide, name: "together", include: TOGETHER, exclude: ALONE, isolate: false } },
      {
        test: {
          ...sideBySide,
          ...patient,
          name: "side by side",
          include: ["tests/**/*.test.ts"],
          exclude: ["tests/corpus/**", "tests/bench/**", ...ALONE, ...TOGETHER],
        },
      },
    ],
  },
});
