// Runs `npm ci` if node_modules is absent or older than the lock file. Install scripts of packages stay off: none is
// needed. Imports nothing but Node's modules and ours, since nothing is installed yet.

import { spawnSync } from "node:child_process";
import { statSync } from "node:fs";
import { join } from "node:path";
import { findNpm } from "./find-tool.mjs";
import { root } from "./root.mjs";

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Cruddur needs Node 20.19 or later; this is ${process.version}.`);
  process.exit(1);
}

const modifiedAt = (path) => statSync(join(root, path), { throwIfNoEntry: false })?.mtimeMs ?? 0;

if (modifiedAt("node_modules/.package-lock.json") < modifiedAt("package-lock.json")) {
  console.log("Installing packages …");
  const npm = findNpm();
  const install = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
  const options = { cwd: root, stdio: "inherit" };
  const { status } = npm
    ? spawnSync(process.execPath, [npm, ...install], options)
    : spawnSync("npm", install, options);
  if (status !== 0) process.exit(status ?? 1);
}
