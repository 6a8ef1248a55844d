import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

// Cross-origin isolation: shared memory between the page and its workers, and exact clocks.
const isolation = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
};

/**
 * Chromium translates a function when it is called for the first time, and a third of what came before the engine's first training step was that.
 * This tells it to translate all of a file while it is read (explicit compile hints, https://v8.dev/blog/explicit-compile-hints).
 */
const TRANSLATED_AT_ONCE = "//# allFunctionsCalledOnLoad";

export default defineConfig({
  // Relative addresses: the built page works under any path of a static server.
  base: "./",
  // A file that is missing is a 404, and not the page once more.
  appType: "mpa",
  plugins: [react()],
  server: { host: "127.0.0.1", port: 5173, strictPort: false, headers: isolation },
  preview: { host: "127.0.0.1", strictPort: false, headers: isolation },
  worker: { format: "es", rolldownOptions: { output: { postBanner: TRANSLATED_AT_ONCE } } },
  build: {
    target: "es2022",
    rolldownOptions: {
      output: {
        // Only what the first picture needs and what changes seldom; all else is split where the code imports it lazily.
        codeSplitting: {
          groups: [
            { name: "react", test: /[\\/]node_modules[\\/](?:react|react-dom|scheduler|use-sync-external-store)[\\/]/, priority: 2 },
            { name: "canvas", test: /[\\/]node_modules[\\/](?:@xyflow|d3-[a-z]+|classcat)[\\/]/, priority: 1 },
          ],
        },
      },
    },
  },
});
