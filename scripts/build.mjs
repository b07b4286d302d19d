// Builds server, web client and playground into dist/, each only when a source is newer than its last build; or only
// those that are named.

import { spawn } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../", import.meta.url));

/** What the server reads at run time besides its code. */
const serverAssets = [
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
    commands: [["tsc", "-b", "server"]],
    finish: () => {
      for (const path of serverAssets)
        cpSync(join(root, path), join(root, "dist", path), { recursive: true });
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
    commands: [["vite", "build", "client", "--logLevel", "warn"]],
    finish: () => {},
  },
  {
    name: "playground",
    sources: ["client/playground", ...sdkSources],
    commands: [["vite", "build", "client/playground", "--logLevel", "warn"]],
    finish: () => {},
  },
];

const named = process.argv.slice(2);
await Promise.all(parts.filter(({ name }) => named.length === 0 || named.includes(name)).map(build));

async function build({ name, sources, commands, finish }) {
  const stamp = join(root, "dist", `.built-${name.replace(" ", "-")}`);
  const builtAt = statSync(stamp, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const startedAt = Date.now();
  if (sources.every((source) => newest(join(root, source)) <= builtAt)) return;
  console.log(`Building the ${name} …`);
  rmSync(stamp, { force: true });
  for (const command of commands) await run(command);
  finish();
  mkdirSync(join(root, "dist"), { recursive: true });
  writeFileSync(stamp, `${new Date(startedAt).toISOString()}\n`);
}

/** The latest modification below a path, in milliseconds since 1970. */
function newest(path) {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(stat.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))));
}

function run([tool, ...args]) {
  return new Promise((done) => {
    const suffix = process.platform === "win32" ? ".cmd" : "";
    const child = spawn(join(root, "node_modules", ".bin", tool + suffix), args, {
      cwd: root,
      // A test that builds has another one, and would get the slow build of React.
      env: { ...process.env, NODE_ENV: "production" },
      stdio: "inherit",
      shell: process.platform === "win32",
    });
    child.on("exit", (code) => (code === 0 ? done() : process.exit(code ?? 1)));
  });
}
