import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    // One a core: the journeys wait for a browser most of their time.
    maxWorkers: "100%",
    globalSetup: ["test/support/global-setup.ts"],
    include: ["test/**/*.test.{ts,tsx}"],
    expect: { requireAssertions: true },
    testTimeout: 120_000,
    hookTimeout: 120_000,
    env: { POWERTOOLS_LOG_LEVEL: process.env.TEST_LOG ?? "SILENT" },
  },
});
