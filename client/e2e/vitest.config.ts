import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

export default defineConfig({
  root: fileURLToPath(new URL("../..", import.meta.url)),
  // Node resolves `graphql` to two files (require and import); one copy must serve the schema and the executor.
  resolve: { alias: [{ find: /^graphql$/, replacement: "graphql/index.js" }] },
  test: {
    include: ["client/e2e/**/*.test.ts", "server/local-user-pool/clients/*.browser-test.ts"],
    globalSetup: ["server/test/support/database/database-template.ts"],
    setupFiles: ["server/test/support/fail-on-console.ts"],
    env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true" },
    // Files of a worker share a browser and what they import. Each worker is a browser and an application: two fit
    // into a small machine, and more bring little.
    isolate: false,
    maxWorkers: 2,
    // A machine that is busy is slow; what is looked for may take as long.
    expect: { poll: { timeout: 15_000 } },
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
