import react from "@vitejs/plugin-react";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

const here = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));

/** Built separately from the web client, because its editor alone is ten times as large. */
export default defineConfig({
  root: here("."),
  base: "/playground/",
  publicDir: false,
  plugins: [react()],
  worker: { format: "es" },
  build: {
    outDir: here("../../dist/playground"),
    emptyOutDir: true,
    target: "es2022",
    // The content security policy allows scripts, workers and fonts only as files of our origin, not inline.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // The editor is large, but only developers load it, mostly from their own machine.
    chunkSizeWarningLimit: 5000,
    rolldownOptions: {
      // Silences warnings about slow machines.
      checks: { pluginTimings: false },
      // Silences warnings about directives of React's compiler in GraphiQL's files.
      onLog(level, log, report) {
        if (log.code !== "MODULE_LEVEL_DIRECTIVE") report(level, log);
      },
    },
  },
});
