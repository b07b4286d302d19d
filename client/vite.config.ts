import react from "@vitejs/plugin-react";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

const api = `http://localhost:${process.env["API_PORT"] ?? "4002"}`;

export default defineConfig({
  root: fileURLToPath(new URL(".", import.meta.url)),
  plugins: [react()],
  build: {
    outDir: fileURLToPath(new URL("../dist/client", import.meta.url)),
    emptyOutDir: true,
    sourcemap: true,
    target: "es2022",
    // The first that know light-dark(): the colours of both themes stand side by side.
    cssTarget: ["chrome123", "firefox120", "safari17.5"],
    // Nothing inline: the content security policy allows scripts and styles from files of our origin alone.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: {
    port: Number(process.env["PORT"] ?? 4000),
    strictPort: true,
    proxy: Object.fromEntries(
      ["/graphql", "/inbox", "/inbox.json", "/healthz", "/readyz", "/playground"].map((path) => [
        path,
        // The API takes calls by pages of its own host: it must see the host that the browser asked.
        { target: api, changeOrigin: false },
      ]),
    ),
  },
});
