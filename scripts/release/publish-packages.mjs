// Publishes the packages of dist/release with their provenance, but those that the registry has already: a release that failed
// half-way is run again. With --dry-run npm checks each and publishes none.

import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { packages } from "../packages/packages.mjs";
import { root } from "../root.mjs";
import { npm } from "../npm.mjs";

const isDryRun = process.argv.includes("--dry-run");
const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
// A pre-release is installed by those who name it.
const tag = version.includes("-") ? "next" : "latest";

for (const { manifest } of Object.values(packages)) {
  const tarball = `${manifest.name.replace("@", "").replace("/", "-")}-${version}.tgz`;
  if (!isDryRun && isPublished(manifest.name)) {
    console.log(`${manifest.name}@${version} is published already`);
    continue;
  }
  const how = isDryRun ? ["--dry-run"] : ["--provenance"];
  npm(["publish", join(root, "dist/release", tarball), "--access", "public", "--tag", tag, ...how], root);
  console.log(`${manifest.name}@${version} ${isDryRun ? "would be" : "is"} published as ${tag}`);
}

function isPublished(name) {
  const options = { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] };
  try {
    return execFileSync("npm", ["view", `${name}@${version}`, "version", "--json"], options).trim() !== "";
  } catch (error) {
    if (JSON.parse(error.stdout).error?.code === "E404") return false;
    throw error;
  }
}
