// What is published, by the name of its folder in dist/packages.

import { cpSync } from "node:fs";
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
    files: ["**/*.js", "**/*.d.ts", "migrations", "initial-database.tar.gz"],
    dependencies: ["@electric-sql/pglite", "@simplewebauthn/server", "drizzle-orm"],
    manifest: {
      name: "@cruddur/local-user-pool",
      description:
        "Amazon Cognito user pools on your machine: the wire protocol with real keys, hashes and expiry, for development and tests.",
      keywords: ["cognito", "aws", "emulator", "testing", "oauth2", "oidc"],
      bin: { "local-user-pool": "package/command.js" },
    },
    finish: async ({ folder, at, load }) => {
      // Its snapshots are for the tool that writes migrations.
      const filter = (path) => !path.endsWith("_snapshot.json");
      cpSync(at("server/local-user-pool/migrations"), join(folder, "migrations"), {
        recursive: true,
        filter,
      });
      const { writeInitialDatabase } = await load("package/open-database.js");
      await writeInitialDatabase();
    },
  },
};
