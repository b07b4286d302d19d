import react from "@vitejs/plugin-react";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

const here = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));

/** The playground is built apart from the web client: its editor alone is ten times as large. */
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
    // Nothing inline: the content security policy allows scripts, workers and fonts from files of our origin alone.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // An editor is large; it is loaded by those who come to write queries, from this machine.
    chunkSizeWarningLimit: 5000,
    rolldownOptions: {
      // A slow machine is no news.
      checks: { pluginTimings: false },
      // GraphiQL's files say how React's compiler has treated them, which says nothing to a browser.
      onLog(level, log, report) {
        if (log.code !== "MODULE_LEVEL_DIRECTIVE") report(level, log);
      },
    },
  },
});
