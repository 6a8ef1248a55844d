import { defineConfig } from "vitest/config";

// The unit tests: everything that runs in plain Node. The browser tests have vitest.browser.config.ts.
export default defineConfig({
  test: {
    environment: "node",
    include: ["tests/**/*.test.ts"],
    exclude: ["tests/browser/**", "tests/bench/**", "**/node_modules/**"],
    testTimeout: 20_000,
    hookTimeout: 20_000,
    restoreMocks: true,
  },
});
