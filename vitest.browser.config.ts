import { defineConfig } from "vitest/config";

// Plain Node tests that drive a real Chromium against the built page. tests/browser/server.ts builds the page, serves it
// and starts the one browser; the tests run one after the other.
export default defineConfig({
  test: {
    environment: "node",
    include: ["tests/browser/**/*.test.ts"],
    globalSetup: ["tests/browser/server.ts"],
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    teardownTimeout: 20_000,
  },
});
