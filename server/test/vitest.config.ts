import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

/** Tests that do not depend on the database, or are about the embedded one: they do not run again on Postgres. */
const independentOfPostgres = [
  "client/**",
  "server/config/**",
  "server/database/{distributed,pglite}/**",
  "server/graphql/**",
  "server/lib/**",
  "server/local-user-pool/{clients,endpoint,package}/**",
  "server/local-user-pool/contract/sign-in/challenge-names.test.ts",
  "server/test/auth/{auth-options,existing-people,pool-calls,spellings}.test.ts",
  "server/test/{docs,embedded,security,support,user-pool}/**",
  "server/test/http/{apollo-parity.property,graphql-over-http,origins,playground,request-forms}.test.ts",
  "server/test/ops/{aws-permissions,dev-server,odd-folders,package-groups}.test.ts",
  "server/workers/**",
];
/** Tests that use the tables of the feed: with `TEST_PARTITIONED=1` they run alone, on partitioned tables. */
const ofTheFeed = [
  "server/feed/{maintenance,model,write}/**/*.test.ts",
  "server/feed/*.test.ts",
  "server/feed/read/read-page.test.ts",
  "server/test/{cache,feed,safety}/**/*.test.ts",
  "server/test/auth/{account,gone-accounts}.test.ts",
  "server/test/{data-export,moderation}/**/*.test.ts",
  "server/test/ops/seed-command.test.ts",
];
const isPartitioned = process.env["TEST_PARTITIONED"] === "1";
const isOnServices = process.env["TEST_DATABASE_URL"] !== undefined;

export default defineConfig({
  root: fileURLToPath(new URL("../..", import.meta.url)),
  // Node resolves `graphql` to two files (require and import); schema and executor must use the same one.
  resolve: { alias: [{ find: /^graphql$/, replacement: "graphql/index.js" }] },
  // Tests are outside server/tsconfig.json, which says so for the rest.
  oxc: { decorator: { legacy: true } },
  test: {
    include: isPartitioned
      ? ofTheFeed
      : ["server/**/*.test.ts", "client/{src,sdk,playground}/**/*.test.{ts,tsx}", "examples/**/*.test.ts"],
    ...(isOnServices && { exclude: independentOfPostgres }),
    globalSetup: [
      "server/test/support/program/build-server.ts",
      "server/test/support/database/database-template.ts",
      "server/test/support/app/make-private-keys.ts",
    ],
    setupFiles: ["server/test/support/fail-on-console.ts"],
    env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true" },
    // Compiled modules stay in node_modules, by their content: the server's take eight seconds of CPU in each run.
    experimental: { fsModuleCache: true },
    // The files of a worker share modules and emptied databases.
    isolate: false,
    // Compiling PGlite's WebAssembly a second time, optimized, costs more than it saves in tests.
    execArgv: ["--liftoff-only"],
    // More than there are cores: tests spend a third of their time waiting for programs, connections and timers, and half of
    // it where the database is a server.
    maxWorkers: availableParallelism() + (isOnServices ? 2 : 1),
    // How long things take is no claim about the code: a machine that does other work beside the tests is slow.
    expect: { poll: { timeout: 240_000, interval: 20 } },
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
});
