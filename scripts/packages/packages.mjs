// What is published, by the name of its folder in dist/packages.

import { cpSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export const packages = {
  sdk: {
    tsconfig: "client/sdk/tsconfig.package.json",
    readme: "client/sdk/README.md",
    entries: { ".": "sdk/index" },
    files: ["sdk", "generated"],
    manifest: {
      name: "@cruddur/sdk",
      description: "A typed client of the Cruddur API, with a session that stays signed in.",
      keywords: ["graphql", "cognito", "sdk"],
      sideEffects: false,
    },
  },
  "local-user-pool": {
    tsconfig: "server/local-user-pool/tsconfig.package.json",
    readme: "server/local-user-pool/package/README.md",
    entries: { ".": "package/start" },
    onlyNode: true,
    files: ["**/*.js", "**/*.d.ts", "migrations", "initial-database.tar.gz"],
    dependencies: ["@electric-sql/pglite", "@simplewebauthn/server", "drizzle-orm", "openid-client"],
    // For triggers in TypeScript where Node.js does not run it.
    optional: ["rolldown"],
    manifest: {
      name: "@cruddur/local-user-pool",
      description:
        "Amazon Cognito user pools on your machine: the wire protocol with real keys, hashes and expiry, for development and tests.",
      keywords: ["cognito", "aws", "emulator", "testing", "oauth2", "oidc"],
      bin: { "local-user-pool": "package/command.start.js" },
    },
    finish: async ({ folder, at, load }) => {
      cpSync(at("server/local-user-pool/migrations"), join(folder, "migrations"), {
        recursive: true,
        filter: isNoSnapshot,
      });
      const { writeInitialDatabase } = await load("package/open-database.js");
      await writeInitialDatabase();
    },
  },
  server: {
    tsconfig: "server/tsconfig.package.json",
    readme: "server/library/README.md",
    entries: {
      ".": "server/library/server",
      "./graphql": "server/library/graphql",
      "./cognito": "server/library/cognito",
      "./tooling": "server/library/tooling",
    },
    onlyNode: true,
    files: ["server", "initial-database", "persisted-documents.json"],
    dependencies: [
      "@apollo/server",
      "@aws-sdk/client-cognito-identity-provider",
      "@aws/aurora-dsql-node-postgres-connector",
      "@electric-sql/pglite",
      "@fastify/proxy-addr",
      "@fastify/static",
      "@opentelemetry/api",
      "@opentelemetry/context-async-hooks",
      "@opentelemetry/core",
      "@opentelemetry/exporter-trace-otlp-http",
      "@opentelemetry/resources",
      "@opentelemetry/sdk-trace",
      "@simplewebauthn/server",
      "@zxcvbn-ts/language-common",
      "aws-jwt-verify",
      "bowser",
      "cookie",
      "fastify",
      "graphql-jit",
      "ipaddr.js",
      "leven",
      "lru-cache",
      "negotiator",
      "nodemailer",
      "openid-client",
      "pg",
      "pino",
      "prom-client",
      "rate-limiter-flexible",
      "redis",
      "secure-json-parse",
      "uuid",
    ],
    optional: ["rolldown"],
    // A feature uses them too: two copies would not know each other's types, tables and metadata.
    peers: ["drizzle-orm", "graphql", "reflect-metadata", "type-graphql", "zod"],
    manifest: {
      name: "@cruddur/server",
      description:
        "A typed GraphQL API on your Amazon Cognito user pool: accounts, sessions and every factor, and features of your own.",
      keywords: ["graphql", "cognito", "aws", "apollo-server", "type-graphql", "authentication"],
    },
    finish: async ({ folder, at, load }) => {
      for (const path of serverFiles)
        cpSync(at(path), join(folder, path), { recursive: true, filter: isNoSnapshot });
      writeFileSync(join(folder, "persisted-documents.json"), "{}\n");
      const { writeInitialDirectory } = await load("server/database/pglite/initial-directory.js");
      await writeInitialDirectory();
    },
  },
};

/** Files that the server reads at run time. */
const serverFiles = [
  "server/database/migrations",
  "server/database/distributed/migrations",
  "server/local-user-pool/migrations",
  "server/http/routes/inbox",
];

/** Snapshots are for the tool that writes migrations. */
function isNoSnapshot(path) {
  return !path.endsWith("_snapshot.json");
}
