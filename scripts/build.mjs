// Builds the server, the web client and the playground into dist/. A part whose sources have not changed since its last
// build is skipped. `node scripts/build.mjs server` builds this part only.

import { spawn } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { findTool } from "./find-tool.mjs";
import { root } from "./root.mjs";

/** Files that the server reads at run time, copied to the same place below dist/. */
const serverFiles = [
  "server/database/migrations",
  "server/local-user-pool/migrations",
  "server/http/routes/inbox",
  "persisted-documents.json",
];

const sdkSources = ["client/sdk", "client/generated", "tsconfig.json", "package-lock.json"];

const parts = [
  {
    name: "server",
    sources: ["server", "persisted-documents.json", "tsconfig.json", "package-lock.json"],
    command: ["tsc", "-b", "server"],
    finish: () => {
      for (const path of serverFiles) cpSync(join(root, path), join(root, "dist", path), { recursive: true });
    },
  },
  {
    name: "web client",
    sources: [
      ...["index.html", "vite.config.ts", "compress-assets.ts", "graphql-web-stub.ts", "public", "src"].map(
        (name) => `client/${name}`,
      ),
      "persisted-documents.json",
      ...sdkSources,
    ],
    command: ["vite", "build", "client", "--logLevel", "warn"],
  },
  {
    name: "playground",
    sources: ["client/playground", ...sdkSources],
    command: ["vite", "build", "client/playground", "--logLevel", "warn"],
  },
];

const requested = process.argv.slice(2);
await Promise.all(parts.filter(({ name }) => requested.length === 0 || requested.includes(name)).map(build));

async function build({ name, sources, command, finish }) {
  const stamp = join(root, "dist", `.built-${name.replace(" ", "-")}`);
  const builtAt = statSync(stamp, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const startedAt = Date.now();
  if (sources.every((source) => lastModified(join(root, source)) <= builtAt)) return;
  console.log(`Building the ${name} …`);
  rmSync(stamp, { force: true });
  await run(command);
  finish?.();
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
