import { readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { root } from "./root.mjs";

/** Packages whose tools have another name than they have. */
const packages = {
  tsc: "typescript",
  attw: "@arethetypeswrong/cli",
  "graphql-codegen": "@graphql-codegen/cli",
};

/**
 * The program of an installed tool, to be run by `process.execPath`. The files in `node_modules/.bin` need a shell on
 * Windows, which takes a path with a space apart.
 */
export function findTool(name) {
  const folder = join(root, "node_modules", packages[name] ?? name);
  const { bin } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  return join(folder, typeof bin === "string" ? bin : bin[name]);
}

/** The program of npm, to be run by `process.execPath`; undefined where only its command is known. */
export function findNpm() {
  const npm = process.env.npm_execpath;
  if (npm !== undefined && basename(npm) === "npm-cli.js") return npm;
  // Windows installs npm beside Node, and its command `npm` needs a shell.
  return process.platform === "win32"
    ? join(dirname(process.execPath), "node_modules/npm/bin/npm-cli.js")
    : undefined;
}
