// Writes into dist/release what a release publishes: the tarball and the bill of materials of each package, the bill of the
// application, the notes, and the checksums of all. RELEASE_TAG, if it is set, must be the version of package.json.

import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { packages } from "../packages/packages.mjs";
import { root } from "../root.mjs";
import { readSection } from "./changelog.mjs";
import { npm } from "../npm.mjs";
import { billApplication, billPackage } from "./software-bill.mjs";

const folder = join(root, "dist/release");
const { name, version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const tag = process.env.RELEASE_TAG || undefined;

const notes = readNotes();
if (notes === undefined) process.exitCode = 1;
else {
  await import("../build-packages.mjs");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const each of Object.keys(packages)) preparePackage(each);
  writeJson(`${name}-${version}.cdx.json`, billApplication());
  const files = readdirSync(folder).toSorted();
  write("SHA256SUMS", files.map((file) => `${checksum(file)}  ${file}\n`).join(""));
  write("notes.md", `${notes}\n`);
  for (const file of [...files, "SHA256SUMS", "notes.md"]) console.log(`dist/release/${file}`);
}

/** The changes of the version; before it has a number, those that are not released. Undefined: it cannot be released. */
function readNotes() {
  const changelog = readFileSync(join(root, "CHANGELOG.md"), "utf8");
  const found = readSection(changelog, version) ?? (tag ? undefined : readSection(changelog, "Unreleased"));
  if (tag !== undefined && tag !== `v${version}`)
    console.error(`The tag is ${tag}, and package.json has the version ${version}: use npm version.`);
  else if (!found) console.error(`CHANGELOG.md has no section [${version}]: use npm version.`);
  else return found;
  return undefined;
}

function preparePackage(each) {
  const pack = ["pack", join(root, "dist/packages", each), "--pack-destination", folder, "--json"];
  const [{ filename }] = JSON.parse(npm(pack, root));
  writeJson(filename.replace(/\.tgz$/u, ".cdx.json"), billPackage(join(folder, filename)));
}

function checksum(file) {
  return createHash("sha256")
    .update(readFileSync(join(folder, file)))
    .digest("hex");
}

function write(file, text) {
  writeFileSync(join(folder, file), text);
}

function writeJson(file, value) {
  write(file, `${JSON.stringify(value, null, 2)}\n`);
}
