import react from "@vitejs/plugin-react";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";
import type { Plugin } from "vite";
import { compressAssets } from "./compress-assets.ts";

const here = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));
const api = `http://localhost:${process.env["API_PORT"] ?? "4002"}`;

/** Nothing is painted before the script has set the chosen theme; without the script there is nothing to paint. */
const paintInTheChosenTheme: Plugin = {
  name: "paint-in-the-chosen-theme",
  transformIndexHtml: {
    order: "post",
    handler: (html) => html.replace('<script type="module"', '<script type="module" blocking="render"'),
  },
};

/** A file that comes later names its own parts, and no stylesheet does: there is nothing that Vite would have to add. */
const withoutPreloading: Plugin = {
  name: "without-preloading",
  enforce: "pre",
  load: (id) => (id === "\0vite/preload-helper.js" ? "export const __vitePreload = (load) => load();" : null),
};

/** What every page stands on. It stays in the browser's cache when pages change. */
const foundation =
  /vite\/preload-helper|src[\\/]i18n[\\/]|node_modules[\\/](?:react|react-dom|scheduler|urql|@urql|wonka|@0no-co|wouter|use-sync-external-store|regexparam)[\\/]/u;

export default defineConfig({
  root: here("."),
  plugins: [react(), paintInTheChosenTheme, withoutPreloading, compressAssets],
  resolve: {
    alias: [
      // Documents are their ids: no browser needs the parser and the printer.
      { find: /^@0no-co\/graphql\.web$/, replacement: here("./graphql-web-stub.ts") },
      // The shim is for versions of React that lack the hook.
      { find: /^use-sync-external-store\/shim\/index\.js$/, replacement: "react" },
    ],
  },
  // Classes say where they are from, and are shorter so than with the default's hashes.
  css: { modules: { generateScopedName: (name, file) => `${basename(file, ".module.css")}-${name}` } },
  build: {
    outDir: here("../dist/client"),
    // All of it is 6 kB: one file is there before any page, and no page waits for its own.
    cssCodeSplit: false,
    emptyOutDir: true,
    sourcemap: true,
    target: "es2022",
    // The first that know light-dark(): the colours of both themes stand side by side.
    cssTarget: ["chrome123", "firefox120", "safari17.5"],
    // Nothing inline: the content security policy allows scripts and styles from files of our origin alone.
    assetsInlineLimit: 0,
    modulePreload: {
      polyfill: false,
      // The page names what it begins with. What comes later names its own parts: a list of all would be in the first load.
      resolveDependencies: (_, files, { hostType }) => (hostType === "html" ? files : []),
    },
    rolldownOptions: {
      output: { codeSplitting: { groups: [{ name: "foundation", test: foundation }] } },
      // A slow machine is no fault of the build.
      checks: { bundlerTimings: false },
    },
  },
  server: {
    port: Number(process.env["PORT"] ?? 4000),
    strictPort: true,
    proxy: Object.fromEntries(
      ["/graphql", "/inbox", "/inbox.json", "/healthz", "/readyz", "/metrics", "/playground"].map((path) => [
        path,
        // The API takes calls by pages of its own host: it must see the host that the browser asked.
        { target: api, changeOrigin: false },
      ]),
    ),
  },
});
