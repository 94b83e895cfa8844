import { defineConfig } from "vitest/config";

const TESTS = "test/**/*.test.{ts,tsx}";
/** What keeps to itself: rules, and handlers each on an engine of its file. One process takes them one after another. */
const TOGETHER = ["test/shared/**/*.test.ts", "test/functions/**/*.test.ts", "test/web/device/**/*.test.ts"];
const JOURNEYS = "test/journeys/**/*.test.ts";

export default defineConfig({
  test: {
    // One a core: the journeys wait for a browser most of their time.
    maxWorkers: "100%",
    globalSetup: ["test/support/global-setup.ts"],
    expect: { requireAssertions: true },
    testTimeout: 120_000,
    hookTimeout: 120_000,
    env: { POWERTOOLS_LOG_LEVEL: process.env.TEST_LOG ?? "SILENT" },
    projects: [
      { extends: true, test: { name: "together", include: TOGETHER, isolate: false } },
      // Each has a portal of its own, which is another process: what drives the browser is loaded once for all.
      { extends: true, test: { name: "journeys", include: [JOURNEYS], isolate: false } },
      { extends: true, test: { name: "alone", include: [TESTS], exclude: [...TOGETHER, JOURNEYS] } },
    ],
  },
});
