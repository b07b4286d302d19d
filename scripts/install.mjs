// Installs packages that are absent or not those of the lock file: `node scripts/install.mjs start` what `npm start` needs,
// without an argument all of them. What is installed stays. Install scripts of packages stay off: none is needed. Imports
// nothing but Node's modules and ours, since nothing is installed yet.

import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { findNpm } from "./find-tool.mjs";
import { isTooOld, oldestNode } from "./oldest-node.mjs";
import { root } from "./root.mjs";

if (isTooOld(process.versions.node)) {
  console.error(`Cruddur needs Node ${oldestNode} or later; this is ${process.version}.`);
  process.exit(1);
}

const { dependencies, devDependencies } = readJson("package.json");
/**
 * The `devDependencies` of each group; each also has the server's `dependencies`. The versions, also of what they depend on,
 * are those of the lock file.
 */
const groups = { ...readJson("scripts/package-groups.json"), all: Object.keys(devDependencies) };
const [requested = "all"] = process.argv.slice(2);
if (!Object.hasOwn(groups, requested)) {
  console.error(`No such group of packages: ${requested}. The groups are ${Object.keys(groups).join(", ")}.`);
  process.exit(1);
}

const locked = readJson("package-lock.json").packages;
const installed = readInstalled();
if (findStale(installed).length > 0 || findMissing(requested, installed).length > 0) {
  console.log("Installing packages …");
  install();
  const wrong = [...findStale(readInstalled()), ...findMissing(requested, readInstalled())];
  if (wrong.length > 0) {
    console.error(`package.json and package-lock.json disagree: ${wrong.join(", ")}. Run \`npm install\`.`);
    process.exit(1);
  }
}

/**
 * Adds the group, and keeps the groups that are installed. `--save-prod` counts the named packages among the dependencies
 * for this installation, so that `--omit=dev` leaves out only the others; `--no-save` leaves both files as they are.
 */
function install() {
  const kept = Object.keys(groups).filter((name) => findMissing(name, installed, () => true).length === 0);
  const wanted = [...new Set([requested, ...kept])];
  const names = [...new Set(wanted.flatMap((name) => groups[name]))];
  const selection = wanted.includes("all")
    ? ["--include=dev"]
    : ["--omit=dev", "--save-prod", ...names.map((name) => `${name}@${devDependencies[name]}`)];
  const quiet = ["--no-audit", "--no-fund", "--loglevel=error"];
  const args = ["install", "--no-save", "--ignore-scripts", ...quiet, ...selection];
  const options = { cwd: root, stdio: "inherit" };
  const npm = findNpm();
  const { status } = npm
    ? spawnSync(process.execPath, [npm, ...args], options)
    : spawnSync("npm", args, options);
  if (status !== 0) process.exit(status ?? 1);
}

/** Packages that are installed in another version than the lock file's. */
function findStale(present) {
  return Object.keys(present).filter((path) => !isLocked(path, present[path]));
}

/** Direct packages of a group that are not installed. Those below them are installed by the same command. */
function findMissing(group, present, accepts = isLocked) {
  return [...Object.keys(dependencies), ...groups[group]].filter((name) => {
    const path = `node_modules/${name}`;
    return !Object.hasOwn(present, path) || !accepts(path, present[path]);
  });
}

function isLocked(path, { integrity }) {
  return locked[path]?.integrity === integrity;
}

/** What npm has written about its last installation, by path; nothing before the first. */
function readInstalled() {
  try {
    return readJson("node_modules/.package-lock.json").packages;
  } catch {
    return {};
  }
}

function readJson(path) {
  return JSON.parse(readFileSync(join(root, path), "utf8"));
}
