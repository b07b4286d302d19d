import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

/** What has nothing to do with the database, or is about the embedded one: once is enough. */
const onceIsEnough = [
  "client/**",
  "server/database/distributed/**",
  "server/graphql/**",
  "server/local-user-pool/clients/**",
  "server/test/docs/**",
  "server/test/disk-full.test.ts",
  "server/test/enumeration.test.ts",
  "server/test/fast-path.property.test.ts",
  "server/test/graphql-over-http.test.ts",
  "server/test/hostile-*.test.ts",
  "server/test/log-canaries.test.ts",
  "server/test/overload.test.ts",
  "server/test/playground.test.ts",
  "server/test/pool-faults.test.ts",
  "server/test/program.test.ts",
  "server/test/provision.test.ts",
  "server/test/security-page.test.ts",
  "server/test/token-attacks.test.ts",
  "server/test/user-pool-command.test.ts",
  "server/workers/primary.test.ts",
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
    ...(isOnServices && { exclude: onceIsEnough }),
    globalSetup: ["server/test/build-server.ts", "server/test/database-template.ts"],
    setupFiles: ["server/test/fail-on-console.ts"],
    env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true" },
    // Files of a worker share what they import, and the databases that they empty behind them.
    isolate: false,
    // One more than there are cores, since tests wait for programs, connections and times a third of theirs.
    maxWorkers: availableParallelism() + 1,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
