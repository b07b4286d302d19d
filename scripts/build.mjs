// Builds the server, its initial database, the web client and the playground into dist/. A part whose sources have not
// changed since its last build is skipped. `node scripts/build.mjs server` builds this part only.

import { spawn } from "node:child_process";
import { mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { compileServer, compileServerFile } from "./compile-server.mjs";
import { findTool } from "./find-tool.mjs";
import { root } from "./root.mjs";

/** Writes the initial database, and reads it at the first start. */
const initialDirectory = "server/database/pglite/initial-directory.ts";

const sdkSources = ["client/sdk", "client/generated", "tsconfig.json", "package-lock.json"];

const parts = [
  {
    name: "server",
    sources: ["server", "persisted-documents.json", "scripts/compile-server.mjs", "package-lock.json"],
    build: compileServer,
  },
  {
    name: "database",
    // Both write the module.
    after: "server",
    sources: [initialDirectory, "package-lock.json"],
    build: async () => {
      await compileServerFile(initialDirectory);
      const { writeInitialDirectory } = await import("../dist/server/database/pglite/initial-directory.js");
      await writeInitialDirectory();
    },
  },
  {
    name: "web client",
    sources: [
      ...[
        "index.html",
        "vite.config.ts",
        "compress-assets.ts",
        "precache.ts",
        "graphql-web-stub.ts",
        "public",
        "service-worker",
        "src",
      ].map((name) => `client/${name}`),
      "persisted-documents.json",
      ...sdkSources,
    ],
    build: () => run(["vite", "build", "client", "--logLevel", "warn"]),
  },
  {
    name: "playground",
    sources: ["client/playground", ...sdkSources],
    build: () => run(["vite", "build", "client/playground", "--logLevel", "warn"]),
  },
];

const requested = process.argv.slice(2);
const building = new Map();
for (const part of parts)
  if (requested.length === 0 || requested.includes(part.name))
    building.set(part.name, buildPart(part, building.get(part.after)));
await Promise.all(building.values());

/** @param before a part that must be built first, where it is built too. */
async function buildPart({ name, sources, build }, before) {
  const stamp = join(root, "dist", `.built-${name.replace(" ", "-")}`);
  const builtAt = statSync(stamp, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const startedAt = Date.now();
  if (sources.every((source) => lastModified(join(root, source)) <= builtAt)) return;
  console.log(`Building the ${name} …`);
  rmSync(stamp, { force: true });
  await before;
  await build();
  mkdirSync(join(root, "dist"), { recursive: true });
  writeFileSync(stamp, `${new Date(startedAt).toISOString()}\n`);
}

/** The latest modification of a file or of anything in a folder, in milliseconds since 1970. */
function lastModified(path) {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(stat.mtimeMs, ...readdirSync(path).map((name) => lastModified(join(path, name))));
}

function run([tool, ...args]) {
  return new Promise((done) => {
    const child = spawn(process.execPath, [findTool(tool), ...args], {
      cwd: root,
      // Tests set NODE_ENV=test, which would bundle the development build of React.
      env: { ...process.env, NODE_ENV: "production" },
      stdio: "inherit",
    });
    child.on("exit", (code) => (code === 0 ? done() : process.exit(code ?? 1)));
  });
}
