import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

export default defineConfig({
  root: fileURLToPath(new URL("../..", import.meta.url)),
  // Node resolves `graphql` to two files (require and import); one copy must serve the schema and the executor.
  resolve: { alias: [{ find: /^graphql$/, replacement: "graphql/index.js" }] },
  // Tests are outside server/tsconfig.json, which says so for the rest.
  oxc: { decorator: { legacy: true } },
  test: {
    include: ["server/**/*.test.ts", "client/{src,sdk,playground}/**/*.test.{ts,tsx}"],
    globalSetup: ["server/test/database-template.ts"],
    setupFiles: ["server/test/fail-on-console.ts"],
    env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true" },
    // Files of a worker share what they import, and the databases that they empty behind them.
    isolate: false,
    // Vitest leaves a core to an editor by default.
    maxWorkers: "100%",
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
