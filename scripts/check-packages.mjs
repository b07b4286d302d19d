// Builds the packages, and checks the tarball of each as its users have it, in an empty folder with what it declares as its
// dependencies and nothing else: publint, Are The Types Wrong, types of a program that imports it, and the program itself.

import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { findTool } from "./find-tool.mjs";
import { npm } from "./npm.mjs";
import { oldestNode } from "./oldest-node.mjs";
import { checkLocalUserPool } from "./packages/check-local-user-pool.mjs";
import { checkSdk } from "./packages/check-sdk.mjs";
import { checkServer } from "./packages/check-server.mjs";
import { root } from "./root.mjs";

// The AWS SDK warns of Node.js 20 at every start.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";

const checks = { sdk: checkSdk, "local-user-pool": checkLocalUserPool, server: checkServer };

const at = (path) => join(root, path);
const run = (file, args, cwd = root) =>
  execFileSync(process.execPath, [file, ...args], {
    cwd,
    stdio: ["ignore", "pipe", "inherit"],
    encoding: "utf8",
  });

const requested = process.argv.slice(2);
const names = requested.length > 0 ? requested : Object.keys(checks);
try {
  run(at("scripts/build-packages.mjs"), names);
  for (const name of names) {
    const startedAt = performance.now();
    await check(name);
    console.log(`ok     ${name.padEnd(16)} ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
  }
} catch (error) {
  process.stderr.write(`${error.stdout ?? ""}${error.stack}\n`);
  process.exitCode = 1;
}

async function check(name) {
  const folder = mkdtempSync(join(tmpdir(), `cruddur-${name}-`));
  try {
    const pack = ["pack", at(`dist/packages/${name}`), "--pack-destination", folder, "--json"];
    const [{ filename }] = JSON.parse(npm(pack, root));
    const tarball = join(folder, filename);
    run(findTool("publint"), ["run", tarball, "--strict"]);
    run(findTool("attw"), [tarball, "--profile", "esm-only"]);
    const installed = unpack(folder, tarball, name);
    checkOldNode(folder, installed);
    await checks[name]({ folder, installed, at, run, link: (dependency) => link(folder, dependency) });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What is for Node.js alone tells an old one what to do: one that says that it is old stands in for it. */
function checkOldNode(folder, installed) {
  const { name, exports, bin = {} } = JSON.parse(readFileSync(join(installed, "package.json"), "utf8"));
  if (!exports["."].import.default.endsWith(".import.js")) return;
  const old = 'data:text/javascript,Object.defineProperty(process.versions,"node",{value:"18.0.0"})';
  for (const path of Object.keys(exports).filter((each) => !each.endsWith(".json"))) {
    const program = `await import(${JSON.stringify(name + path.slice(1))}).catch(({ message }) => console.log(message))`;
    const args = ["--import", old, "--input-type=module", "--eval", program];
    const told = execFileSync(process.execPath, args, { cwd: folder, encoding: "utf8" });
    if (!told.includes(`needs Node.js ${oldestNode}`)) throw new Error(`An old Node.js was told: ${told}`);
  }
  for (const command of Object.values(bin)) {
    const { status, stderr } = spawnSync(process.execPath, ["--import", old, join(installed, command)], {
      encoding: "utf8",
    });
    if (status !== 1 || !stderr.includes(`needs Node.js ${oldestNode}`) || stderr.includes("    at "))
      throw new Error(`An old Node.js was told by ${command}: ${stderr}`);
  }
}

/** Unpacks the tarball where npm would, and links its dependencies: this machine may have no registry. */
function unpack(folder, tarball, name) {
  const installed = join(folder, "node_modules/@cruddur", name);
  mkdirSync(installed, { recursive: true });
  execFileSync("tar", ["-xzf", tarball, "-C", installed, "--strip-components=1"]);
  const manifest = JSON.parse(readFileSync(join(installed, "package.json"), "utf8"));
  const { dependencies = {}, peerDependencies = {}, peerDependenciesMeta = {}, scripts } = manifest;
  if (scripts !== undefined)
    throw new Error(`${name} has scripts, and a package runs none when it is installed`);
  const peers = Object.keys(peerDependencies).filter((peer) => !peerDependenciesMeta[peer]?.optional);
  for (const dependency of [...Object.keys(dependencies), ...peers]) link(folder, dependency);
  return installed;
}

function link(folder, dependency) {
  const target = join(folder, "node_modules", dependency);
  mkdirSync(dirname(target), { recursive: true });
  symlinkSync(at(`node_modules/${dependency}`), target, "junction");
}
