// Builds the package @cruddur/sdk and checks its tarball: publint, Are The Types Wrong, and the types of a program that
// imports it, under both module resolutions.

import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findNpm, findTool } from "./find-tool.mjs";
import { root } from "./root.mjs";

const at = (path) => join(root, path);
const run = (file, args, cwd = at(".")) =>
  execFileSync(process.execPath, [file, ...args], {
    cwd,
    stdio: ["ignore", "pipe", "inherit"],
    encoding: "utf8",
  });
run(at("scripts/build-sdk.mjs"), []);
const folder = mkdtempSync(join(tmpdir(), "cruddur-sdk-"));
try {
  const npm = findNpm();
  const pack = ["pack", at("dist/sdk"), "--pack-destination", folder, "--json"];
  const packed = npm ? run(npm, pack) : execFileSync("npm", pack, { encoding: "utf8" });
  const [{ filename }] = JSON.parse(packed);
  run(findTool("publint"), ["run", join(folder, filename), "--strict"]);
  run(findTool("attw"), [join(folder, filename), "--profile", "esm-only"]);

  execFileSync(
    "tar",
    ["-xzf", filename, "--one-top-level=node_modules/@cruddur", "--transform=s/^package/sdk/"],
    { cwd: folder },
  );
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }\n');
  writeFileSync(join(folder, "consumer.ts"), readFileSync(at("client/sdk/test/consumer.ts"), "utf8"));
  for (const [module, moduleResolution] of [
    ["esnext", "bundler"],
    ["node16", "node16"],
  ]) {
    const options = ["--strict", "--noEmit", "--target", "es2022", "--lib", "es2023,dom", "--types", ""];
    run(
      findTool("tsc"),
      [...options, "--module", module, "--moduleResolution", moduleResolution, "consumer.ts"],
      folder,
    );
  }
} catch (error) {
  process.stderr.write(`${error.stdout ?? error.stack}\n`);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true });
}
