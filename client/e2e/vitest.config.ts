import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

export default defineConfig({
  root: fileURLToPath(new URL("../..", import.meta.url)),
  // Node resolves `graphql` to two files (require and import); schema and executor must use the same one.
  resolve: { alias: [{ find: /^graphql$/, replacement: "graphql/index.js" }] },
  test: {
    include: ["client/e2e/**/*.test.ts", "server/local-user-pool/clients/*.browser-test.ts"],
    globalSetup: [
      "server/test/support/database/database-template.ts",
      "server/test/support/app/make-private-keys.ts",
    ],
    setupFiles: ["server/test/support/fail-on-console.ts"],
    env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true" },
    // Compiled modules stay in node_modules, by their content: the server's take eight seconds of CPU in each run.
    experimental: { fsModuleCache: true },
    // The files of a worker share modules and a browser. Each worker runs a browser and an application: two fit into a
    // small machine, and more bring little.
    isolate: false,
    maxWorkers: 2,
    // How long things take is no claim about the code: a machine that does other work beside the tests is slow.
    expect: { poll: { timeout: 60_000 } },
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
});
