// Builds client/sdk as the package @cruddur/sdk into dist/sdk, ready for `npm publish`.

import { execFileSync } from "node:child_process";
import { copyFileSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { findTool } from "./find-tool.mjs";
import { root } from "./root.mjs";

const at = (path) => join(root, path);

rmSync(at("dist/sdk"), { recursive: true, force: true });
execFileSync(process.execPath, [findTool("tsc"), "-p", at("client/sdk/tsconfig.package.json")], {
  stdio: "inherit",
});

// tsc rewrites import specifiers to .js in the code, but leaves .ts in declarations.
for (const name of readdirSync(at("dist/sdk"), { recursive: true, encoding: "utf8" })) {
  if (!name.endsWith(".d.ts")) continue;
  const path = at(`dist/sdk/${name}`);
  writeFileSync(path, readFileSync(path, "utf8").replaceAll(/(["']\.[^"']*)\.ts(?=["'])/gu, "$1.js"));
}

const { version, license, engines } = JSON.parse(readFileSync(at("package.json"), "utf8"));
const entry = { types: "./sdk/index.d.ts", default: "./sdk/index.js" };
const manifest = {
  name: "@cruddur/sdk",
  version,
  description: "A typed client of the Cruddur API, with a session that stays signed in.",
  keywords: ["graphql", "cognito", "sdk"],
  license,
  type: "module",
  engines: { node: engines.node.replace(/\.\d+$/u, "") },
  sideEffects: false,
  exports: { ".": entry, "./package.json": "./package.json" },
  types: entry.types,
  files: ["sdk", "generated"],
};
writeFileSync(at("dist/sdk/package.json"), `${JSON.stringify(manifest, null, 2)}\n`);
copyFileSync(at("LICENSE"), at("dist/sdk/LICENSE"));
copyFileSync(at("client/sdk/README.md"), at("dist/sdk/README.md"));
