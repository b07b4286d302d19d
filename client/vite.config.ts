import react from "@vitejs/plugin-react";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";
import type { Plugin } from "vite";
import { compressAssets } from "./compress-assets.ts";
import { pageCode } from "./page-code.ts";
import { precache } from "./precache.ts";

const here = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));
const api = `http://localhost:${process.env["API_PORT"] ?? "4002"}`;

/** Blocks rendering until the script has applied the stored theme, so that the page does not flash in the wrong one. */
const blockRendering: Plugin = {
  name: "block-rendering",
  transformIndexHtml: {
    order: "post",
    handler: (html) => html.replace('<script type="module"', '<script type="module" blocking="render"'),
  },
};

/** Drops Vite's preload helper: lazy chunks import their own dependencies, and have no stylesheets. */
const dropPreloadHelper: Plugin = {
  name: "drop-preload-helper",
  enforce: "pre",
  load: (id) => (id === "\0vite/preload-helper.js" ? "export const __vitePreload = (load) => load();" : null),
};

/** Modules that every page needs: a chunk that stays in the browser's cache when pages change. */
const core =
  /vite\/preload-helper|src[\\/]i18n[\\/]|node_modules[\\/](?:react|react-dom|scheduler|urql|@urql|wonka|@0no-co|wouter|use-sync-external-store|regexparam)[\\/]/u;

export default defineConfig({
  root: here("."),
  plugins: [react(), blockRendering, dropPreloadHelper, pageCode, precache, compressAssets],
  resolve: {
    alias: [
      // Operations are sent by document id: no parser and no printer are needed.
      { find: /^@0no-co\/graphql\.web$/, replacement: here("./graphql-web-stub.ts") },
      // The shim is only for versions of React without the hook.
      { find: /^use-sync-external-store\/shim\/index\.js$/, replacement: "react" },
    ],
  },
  // Readable class names, shorter than with the default hashes. Names of CSS modules must be unique.
  css: { modules: { generateScopedName: (name, file) => `${basename(file, ".module.css")}-${name}` } },
  build: {
    outDir: here("../dist/client"),
    // All CSS is 6 kB: one file, so that no page waits for its own.
    cssCodeSplit: false,
    emptyOutDir: true,
    sourcemap: true,
    target: "es2022",
    // The first versions with light-dark(), which tokens.css uses.
    cssTarget: ["chrome123", "firefox120", "safari17.5"],
    // The content security policy allows scripts and styles only as files of our origin, not inline.
    assetsInlineLimit: 0,
    modulePreload: {
      polyfill: false,
      // Only the page preloads its chunks. Lists for lazy chunks would be part of the first load.
      resolveDependencies: (_, files, { hostType }) => (hostType === "html" ? files : []),
    },
    rolldownOptions: {
      input: { index: here("./index.html"), "service-worker": here("./service-worker/service-worker.ts") },
      output: {
        codeSplitting: { groups: [{ name: "core", test: core }] },
        // The path of a service worker is its identity, and its folder is what it may control.
        entryFileNames: ({ name }) =>
          name === "service-worker" ? "service-worker.js" : "assets/[name]-[hash].js",
      },
      // Silences warnings about slow machines.
      checks: { bundlerTimings: false },
    },
  },
  server: {
    port: Number(process.env["PORT"] ?? 4000),
    strictPort: true,
    proxy: Object.fromEntries(
      ["/graphql", "/inbox", "/inbox.json", "/healthz", "/readyz", "/metrics", "/playground"].map((path) => [
        path,
        // The API checks the Host header against the Origin, so that it must see the browser's.
        { target: api, changeOrigin: false },
      ]),
    ),
  },
});
