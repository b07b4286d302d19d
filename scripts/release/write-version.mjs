// `npm version` runs this, with --check before it changes anything, and without after the version is in package.json: it makes the
// section of the version in CHANGELOG.md, and writes the version into the examples that name a package's and into the manifests that
// name the image's.

import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../root.mjs";
import { releaseSection } from "./changelog.mjs";

const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const manifests = "deploy/kubernetes/kustomization.yaml";
const isCheck = process.argv.includes("--check");
try {
  // The version is not known before; any that is new will do.
  rewrite("CHANGELOG.md", (text) => releaseSection(text, isCheck ? "next" : version, new Date()));
  for (const path of git("grep", "-l", String.raw`@cruddur/[a-z-]*@[0-9]`, "--", "examples").split("\n"))
    if (path !== "")
      rewrite(path, (text) => text.replaceAll(/(@cruddur\/[a-z-]+@)\d[\w.+-]*/gu, `$1${version}`));
  rewrite(manifests, (text) => text.replace(/^( +newTag: ).*$/mu, `$1${version}`));
  if (!isCheck) git("add", "CHANGELOG.md", "examples", manifests);
} catch (error) {
  console.error(`No version is written: ${error.message}`);
  process.exitCode = 1;
}

function rewrite(path, change) {
  const changed = change(readFileSync(join(root, path), "utf8"));
  if (!isCheck) writeFileSync(join(root, path), changed);
}

function git(...args) {
  return execFileSync("git", args, { cwd: root, encoding: "utf8" });
}
