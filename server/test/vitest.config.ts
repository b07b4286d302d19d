import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

/** Tests that do not depend on the database, or are about the embedded one: they do not run again on Postgres. */
const independentOfPostgres = [
  "client/**",
  "server/database/distributed/**",
  "server/graphql/**",
  "server/local-user-pool/clients/**",
  "server/test/{docs,embedded,security,user-pool}/**",
  "server/workers/**",
];
const isOnServices = process.env["TEST_DATABASE_URL"] !== undefined;

export default defineConfig({
  root: fileURLToPath(new URL("../..", import.meta.url)),
  // Node resolves `graphql` to two files (require and import); one copy must serve the schema and the executor.
  resolve: { alias: [{ find: /^graphql$/, replacement: "graphql/index.js" }] },
  // Tests are outside server/tsconfig.json, which says so for the rest.
  oxc: { decorator: { legacy: true } },
  test: {
    include: ["server/**/*.test.ts", "client/{src,sdk,playground}/**/*.test.{ts,tsx}"],
    ...(isOnServices && { exclude: independentOfPostgres }),
    globalSetup: [
      "server/test/support/program/build-server.ts",
      "server/test/support/database/database-template.ts",
    ],
    setupFiles: ["server/test/support/fail-on-console.ts"],
    env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true" },
    // Files of a worker share what they import, and the databases that they empty behind them.
    isolate: false,
    // One more than there are cores, since tests wait for programs, connections and times a third of theirs.
    maxWorkers: availableParallelism() + 1,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
