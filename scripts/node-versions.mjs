// `npm run node-versions` writes the oldest supported version of Node, which package.json has, into what names it: the pages, the
// versions that CI tests, and the limit of Renovate. With --check it writes nothing, and fails if one is stale.

import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { oldestNode } from "./oldest-node.mjs";
import { root } from "./root.mjs";

const major = Number(oldestNode.split(".")[0]);
/** Records of what was: they keep the version of their day. */
const isHistory = (path) => path === "CHANGELOG.md" || path.startsWith("docs/decisions/");

const pages = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", "*.md"], {
  cwd: root,
  encoding: "utf8",
})
  .split("\n")
  .filter((path) => path !== "" && !isHistory(path));

const stale = [
  ...pages.filter((path) =>
    rewrite(path, /(\bNode(?:\.js)? )\d+(?:\.\d+)*(?=\s+or\s+later\b)/gu, `$1${oldestNode}`),
  ),
  ...[".github/workflows/ci.yml"].filter((path) =>
    rewrite(path, /^( +node: )\[.*\]$/mu, (line, name) => `${name}[${toTested(line).join(", ")}]`),
  ),
  ...[".github/renovate.json"].filter((path) =>
    rewrite(path, /("@types\/node"\],\s+"allowedVersions": )"<\d+"/u, `$1"<${major + 1}"`),
  ),
];

const { devDependencies } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
if (!devDependencies["@types/node"].startsWith(`${major}.`)) {
  console.error(
    `@types/node is ${devDependencies["@types/node"]}: npm install --save-exact -D @types/node@${major}`,
  );
  process.exitCode = 1;
}
if (stale.length > 0 && process.argv.includes("--check")) {
  console.error(`Node ${oldestNode} is the oldest: run \`npm run node-versions\` for ${stale.join(", ")}`);
  process.exitCode = 1;
}

/** The oldest version, and the versions above its line that are tested already. */
function toTested(line) {
  const others = [...line.matchAll(/"(\d+)"/gu)].map(([, version]) => Number(version));
  return [oldestNode, ...others.filter((version) => version > major)].map((version) => `"${version}"`);
}

/** @returns whether the file has something else than it should. */
function rewrite(path, pattern, replacement) {
  const before = readFileSync(join(root, path), "utf8");
  const after = before.replace(pattern, replacement);
  if (after !== before && !process.argv.includes("--check")) writeFileSync(join(root, path), after);
  return after !== before;
}
